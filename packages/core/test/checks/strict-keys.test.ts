import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { checkStrictKeys, listKeyVariables } from "../../src/internal.ts";
import { publicKey, resolveSound, sampleFleet } from "../sample-fleet.ts";

const linux = "x86_64-linux";
const users = {
  keith: { fullName: "Keith", sshKeys: [{ env: "SSH_KEY_KEITH" }, publicKey] },
  traci: { fullName: "Traci", sshKeys: [{ env: "SSH_KEY_TRACI" }] },
  henry: { fullName: "Henry" },
  nobody_here: { fullName: "Nobody", sshKeys: [{ env: "SSH_KEY_NOBODY" }] },
};
const declaration = sampleFleet({
  users,
  hosts: {
    mini: { system: linux, users: ["keith", "traci"] },
    lab: { system: linux, platform: "linux", users: ["henry"] },
  },
});

function strictCodes(
  variables: Readonly<Record<string, string>>,
  declared = declaration,
): string[] {
  const { fleet, resolved } = resolveSound(declared);
  return checkStrictKeys(fleet, resolved, new Map(Object.entries(variables))).map(
    ({ code, path }) => `${code} at ${formatPath(path)}`,
  );
}

describe("strict keys", () => {
  it("ask for the variables of those who are on a system, each once", () => {
    const { resolved } = resolveSound(declaration);
    expect(listKeyVariables(resolved)).toEqual(["SSH_KEY_KEITH", "SSH_KEY_TRACI"]);
  });

  it("are there when every variable holds one", () => {
    expect(strictCodes({ SSH_KEY_KEITH: publicKey, SSH_KEY_TRACI: ` ${publicKey}\n` })).toEqual([]);
  });

  it("are missing where a variable is empty or not set", () => {
    expect(strictCodes({ SSH_KEY_TRACI: " " })).toEqual([
      "core/key-not-set at users.keith.sshKeys[0].env",
      "core/key-not-set at users.traci.sshKeys[0].env",
    ]);
  });

  it("ask for those that let root in, of people without an account as well, each once", () => {
    const withRoot = {
      ...declaration,
      root: [{ sshKeys: ["user:keith", "user:nobody_here", { env: "CI_KEY" }, "user:traci"] }],
    };
    const { resolved } = resolveSound(withRoot);
    expect(listKeyVariables(resolved)).toEqual([
      "CI_KEY",
      "SSH_KEY_KEITH",
      "SSH_KEY_NOBODY",
      "SSH_KEY_TRACI",
    ]);
    expect(strictCodes({ SSH_KEY_KEITH: publicKey, SSH_KEY_TRACI: publicKey }, withRoot)).toEqual([
      "core/key-not-set at users.nobody_here.sshKeys[0].env",
      "core/key-not-set at root[0].sshKeys[2].env",
    ]);
  });

  it.each([
    ["a placeholder", "ssh-ed25519 PLACEHOLDER_KEY_NOT_SET_check_SSH_KEY_envvar"],
    ["two keys", `${publicKey}\n${publicKey}`],
    ["a private key", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE"],
    ["a word", "hunter2"],
  ])("are none where a variable holds %s, which is not shown", (_, value) => {
    const { fleet, resolved } = resolveSound(declaration);
    const variables = new Map([
      ["SSH_KEY_KEITH", value],
      ["SSH_KEY_TRACI", publicKey],
    ]);
    const found = checkStrictKeys(fleet, resolved, variables);
    expect(found).toMatchObject([{ code: "core/bad-ssh-key", severity: "error" }]);
    expect(JSON.stringify(found)).not.toContain(value.slice(-12));
  });

  it("are missing for who has none at all, but not where fleet makes no accounts", () => {
    const everywhere = sampleFleet({
      users: { keith: { fullName: "Keith" }, henry: { fullName: "Henry" } },
      hosts: {
        mac: { system: "aarch64-darwin", users: ["keith"], primaryUser: "keith" },
        lab: { system: linux, platform: "linux", users: ["henry"] },
      },
    });
    expect(strictCodes({}, everywhere)).toEqual(["core/locked-out at users.keith"]);
  });

  it("are not missed where it is declared that there are none", () => {
    const none = sampleFleet({
      users: { keith: { fullName: "Keith", sshKeys: [] } },
      hosts: { mini: { system: linux, users: ["keith"] } },
    });
    expect(strictCodes({}, none)).toEqual([]);
  });
});
