import { describe, expect, it } from "vitest";
import { explainLack, whatCan } from "../../src/access.ts";
import { publicKey, resolveSound, sampleFleet } from "../sample-fleet.ts";
import { describeWays, graphOf } from "./access-fleet.ts";

const withBackup = (backup: object, sections: object = {}) =>
  sampleFleet({
    serviceAccounts: { backup: { hosts: ["platform:nixos"], ...backup } },
    ...sections,
  });
const withKeys = {
  shell: "bash",
  sshKeys: [`${publicKey}-2`, { env: "BACKUP" }],
};
const users = {
  keith: { fullName: "Keith", sshKeys: [publicKey] },
  traci: { fullName: "Traci", sshKeys: [{ env: "TRACI" }] },
};
const runs = 'runs as "backup" (serviceAccounts.backup.hosts[0])';

/** The ways that lead through a service account. */
function waysThrough(declaration: object, verb: "login" | "root"): string[] {
  return describeWays(declaration, verb, "host:mini").filter((way) => way.includes('"backup"'));
}

describe("who logs in as a service account", () => {
  it("is the service itself, and the user who has one of its keys", () => {
    expect(waysThrough(withBackup(withKeys, { users }), "login")).toEqual([
      'service:backup: yes: runs as "backup", or logs in with an SSH key that no user has (serviceAccounts.backup.hosts[0])',
      'user:keith: yes: logs in as "backup" with an SSH key (serviceAccounts.backup.sshKeys)',
    ]);
  });

  it("is nobody where it has no key", () => {
    expect(waysThrough(withBackup({ shell: "bash" }), "login")).toEqual([]);
  });

  it("is not known where it has no shell", () => {
    const ways = waysThrough(withBackup({ sshKeys: [publicKey] }, { users }), "login");
    expect(ways.map((way) => way.split(": ", 2).join(" "))).toEqual([
      "service:backup unknown",
      "user:keith unknown",
    ]);
  });
});

describe("a service account in a group that amounts to root", () => {
  it.each<[string, object, string]>([
    ["by its groups", { extraGroups: ["docker"] }, "serviceAccounts.backup.extraGroups"],
    ["by its primary group", { group: "docker" }, "serviceAccounts.backup.group"],
  ])("makes root of what runs as it, %s", (_, backup, place) => {
    expect(waysThrough(withBackup(backup), "root")).toEqual([
      `service:backup: yes: ${runs} > is in the group "docker": a container can mount the whole disk as root (${place})`,
    ]);
  });
});

it("what a service can do is what its account can", () => {
  const can = whatCan(graphOf(withBackup({ ...withKeys, group: "disk" })), "service:backup");
  expect(can.map(({ verb, target }) => `${verb} ${target}`)).toEqual([
    "hold host:mini",
    "login account:backup@mini",
    "login host:mini",
    "root host:mini",
  ]);
});

describe("a service account that an entry of root names", () => {
  it("logs in as root with its keys, which are a user's where a user has them", () => {
    const root = [{ sshKeys: ["service:backup"] }];
    const ways = describeWays(withBackup(withKeys, { users, root }), "root", "host:mini");
    expect(ways.map((way) => way.split(": ", 2).join(" "))).toEqual([
      "service:backup yes",
      "user:keith yes",
    ]);
  });

  it("is root where Nix trusts it", () => {
    const root = [{ trustedByNix: ["backup"] }];
    expect(waysThrough(withBackup({}, { root }), "root")).toEqual([
      `service:backup: yes: ${runs} > is trusted by Nix as "backup" (root[0].trustedByNix[0]) > can have Nix do anything as root`,
    ]);
  });
});

it("what runs on a host reaches a code-server there that asks for no password", () => {
  const admin = {
    fullName: "Keith",
    isAdmin: true,
    services: { codeServer: { port: 8080, auth: "none" } },
  };
  const declaration = withBackup(
    {},
    {
      users: { keith: admin },
      hosts: { mini: { system: "x86_64-linux", tailscale: true, users: ["keith"] } },
    },
  );
  const can = whatCan(graphOf(declaration), "service:backup");
  expect(can.map(({ verb, target }) => `${verb} ${target}`)).toContain("root host:mini");
});

it.each<["login" | "root" | "trust-nix", string]>([
  ["login", 'The service account "backup" has no SSH key.'],
  ["root", 'The service account "backup" is in no group that amounts to root on "mini".'],
  ["trust-nix", 'The service account "backup" is no admin on "mini", and Nix trusts no others.'],
])("what a service account lacks for %s is said", (verb, sentence) => {
  const { fleet, resolved } = resolveSound(withBackup({}));
  const question = { verb, target: "host:mini" } as const;
  expect(explainLack({ declared: fleet, resolved }, "service:backup", question)).toEqual([
    sentence,
  ]);
});
