import { nodeWorld } from "@fleet/project/node";
import { describe, expect, it } from "vitest";
import { serviceAccountCases, serviceAccountFleet } from "../cases/service-account-cases.ts";
import { computeFleet } from "../support/computed-fleet.ts";
import { verifyFacts, verifyProbe } from "../support/recorded-verification.ts";
import { changed, readRecording, recalled } from "../support/recording.ts";

const recording = readRecording("service-accounts");
const answer = recalled(recording, "as computed");
const computed = await computeFleet(serviceAccountFleet);
const { digest } = nodeWorld();
const copies = ["hosts", "mini", "users", "copies"];

describe("service accounts", () => {
  it("differ in nothing as they are computed", async () => {
    expect((await verifyProbe(computed, answer)).diagnostics).toEqual([]);
  });

  it.each(serviceAccountCases)("are compared: %s", async (name, ...rest) => {
    const [, , found, message] = rest;
    const { diagnostics } = await verifyProbe(computed, recalled(recording, name));
    expect(diagnostics.map(({ code, place }) => `${code.replace("verify/", "")} ${place}`)).toEqual(
      found,
    );
    expect(diagnostics[0]?.message).toMatch(message);
  });

  it("are users of the system", async () => {
    const edited = changed(answer, [[...copies, "isNormal"], true]);
    expect((await verifyProbe(computed, edited)).diagnostics).toMatchObject([
      { code: "verify/no-system-user", place: "serviceAccounts.backup" },
    ]);
  });

  it("are told where modules give them more to log in with, and an empty password is an error", async () => {
    const deploy = ["hosts", "mini", "users", "deploy"];
    const keys = JSON.parse(JSON.stringify(answer)).hosts.mini.users.deploy.sshKeys;
    const more = changed(answer, [
      [...deploy, "sshKeys"],
      [...keys, "ssh-ed25519 AAAA rogue"],
    ]);
    const withPassword = (text: string) =>
      verifyProbe(
        computed,
        changed(more, [
          [...deploy, "password"],
          { options: ["hashedPassword"], isLocked: false, file: null, digest: digest(text) },
        ]),
      );
    const { verdicts, diagnostics } = await withPassword("$y$some");
    expect(diagnostics).toEqual([]);
    expect(verdicts.find(({ id }) => id === "mini")?.notes).toEqual([
      'modules also give "deploy" 1 SSH key',
      'modules also give "deploy" a password',
    ]);
    expect((await withPassword("")).diagnostics).toMatchObject([
      { code: "verify/password", severity: "error", place: "serviceAccounts.deploy" },
    ]);
  });

  it("are what modules make of them where nothing is declared", async () => {
    const deploy = ["hosts", "mini", "users", "deploy"];
    const edited = [
      [[...deploy, "shell"], "bash"],
      [[...deploy, "home"], "/srv"],
      [[...deploy, "uid"], 993],
      [[...deploy, "description"], "Deploys"],
    ] as const;
    const changes = edited.reduce((value, change) => changed(value, change), answer);
    expect((await verifyProbe(computed, changes)).diagnostics).toEqual([]);
  });
});

/** What a flake would say: fleet's own modules, and what others add. */
function flakeWith(privileges: object, groups: object) {
  const told = JSON.parse(JSON.stringify(answer));
  const { mini } = told.hosts;
  return { mini: { ...mini, privileges, groups: { ...mini.groups, ...groups } } };
}

describe("with the modules of the author", () => {
  it("a group that nothing makes is told", async () => {
    const { media: _, ...others } = JSON.parse(JSON.stringify(answer)).hosts.mini.groups;
    const told = JSON.parse(JSON.stringify(flakeWith({}, {})));
    told.mini.groups = others;
    const { diagnostics } = await verifyFacts(computed, told);
    expect(diagnostics.map(({ code }) => code)).toContain("verify/absent-group");
  });

  it("a service account in a group that amounts to root is told once, and with its place", async () => {
    const told = JSON.parse(JSON.stringify(flakeWith({ servants: { copies: ["docker"] } }, {})));
    told.mini.groups.docker = null;
    told.mini.users.copies.groups.push("docker");
    const { diagnostics } = await verifyFacts(computed, told);
    const found = diagnostics.filter(({ message }) => message.includes("docker"));
    expect(found).toMatchObject([
      { code: "verify/privileged-group", place: "serviceAccounts.backup" },
    ]);
  });
});
