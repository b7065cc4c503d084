import { nodeWorld } from "@fleet/project/node";
import { describe, expect, it } from "vitest";
import { readHostFacts } from "../../src/facts/nix-facts.ts";
import { comparePassword, compareRootPassword } from "../../src/privileges/password-differences.ts";
import { computeFleet } from "../support/computed-fleet.ts";

const hash = "$2b$05$abcdefghijklmnopqrstuuH5N5IrbyEFVpviC6.Iu/zQgxhwp337i";
const { digest } = nodeWorld();
const file = "/run/secrets-for-users/login";

/** What is found where a password is declared and Nix has another one, of a person and of root alike. */
async function find(password: unknown, found: object, path: string = file) {
  const { fleet } = await computeFleet({
    declaration: {
      users: { keith: { fullName: "Keith", isAdmin: true, password } },
      hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["keith"] } },
      ...(password === null ? {} : { root: [{ password }] }),
    },
    files: ["users/keith.nix", "hosts/mini.nix"],
  });
  const told = { digest: null, file: null, isLocked: false, options: [], ...found };
  const facts = readHostFacts({
    users: { keith: { password: told } },
    rootPassword: told,
    secrets: { login: { path } },
  });
  const host = fleet.resolved.hosts.get("mini");
  const account = host?.accounts.get("keith");
  if (host === undefined || account === undefined) throw new Error("bug: there is no account");
  const comparison = { fleet, hasModules: true, isStale: false, digest };
  const [finding, ...others] = comparePassword(comparison, { host, account }, facts);
  expect(others).toEqual([]);
  const ofRoot = [...compareRootPassword(comparison, host, facts)].map(({ message }) => message);
  expect(ofRoot).toEqual(
    finding === undefined ? [] : [finding.message.replace('"keith" on', "root on")],
  );
  expect(JSON.stringify(finding ?? "")).not.toContain(hash);
  return finding?.message;
}

const secret = { secret: "login" };
const byFile = (path: string) => ({ options: ["hashedPasswordFile"], file: path });

describe("a password", () => {
  it.each([
    ["from the file of its secret", secret, byFile(file)],
    ["that is a hash", { hash }, { options: ["hashedPassword"] }],
    [
      "that is a hash, by its digest",
      { hash },
      { options: ["hashedPassword"], digest: digest(hash) },
    ],
    ["that is locked", "locked", { options: ["hashedPassword"], isLocked: true }],
    ["of which nothing is declared", null, { options: ["password"] }],
  ])("%s is as computed", async (_, password, found) => {
    expect(await find(password, found)).toBeUndefined();
  });

  it.each<[unknown, object, string]>([
    [secret, byFile("/run/other"), 'the password in "/run/other" in Nix, and the secret "login"'],
    [secret, {}, 'no password in Nix, and the secret "login"'],
    [secret, { options: ["hashedPassword"], isLocked: true }, "a locked password in Nix"],
    [secret, { options: ["initialPassword"] }, 'a password by "initialPassword" in Nix'],
    [
      secret,
      { ...byFile(file), options: ["hashedPassword", "hashedPasswordFile"] },
      'a password by "hashedPassword", "hashedPasswordFile" at once',
    ],
    [{ hash }, byFile(file), `the password in "${file}" in Nix, and a hash`],
    [{ hash }, { options: ["hashedPassword"], isLocked: true }, "a locked password in Nix, and a"],
    ["locked", { options: ["hashedPassword"] }, '"hashedPassword" in Nix, and "locked"'],
    [{ hash }, { options: ["hashedPassword"], digest: digest("$y$other") }, "another hash in Nix"],
    [secret, { options: ["hashedPassword"], digest: digest("") }, "an empty password in Nix"],
    ["locked", { options: ["hashedPassword"], digest: digest("") }, "an empty password in Nix"],
    ["locked", {}, 'no password in Nix, and "locked"'],
  ])("%j is not where Nix has %j", async (password, found, message) => {
    expect(await find(password, found)).toContain(message);
  });
});
