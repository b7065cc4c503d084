import { describe, expect, it } from "vitest";
import { findAll, publicKey, sampleFleet, surroundingsOf, withMini } from "../sample-fleet.ts";
import { type CheckRow, describeChecks } from "./check-table.ts";

const at = "hosts.mini.users.traci";
const traci = (own: object, mini: object = {}, sections: object = {}) =>
  sampleFleet({
    hosts: { mini: { system: "x86_64-linux", users: { keith: {}, traci: own }, ...mini } },
    ...sections,
  });
const docker = {
  features: { virtualisation: { groups: ["docker"], modules: [] } },
  policy: { acceptedGroups: { traci: ["docker"] } },
};
const mac = { system: "aarch64-darwin", primaryUser: "keith" };
const onMac = { keith: { uid: 501 }, traci: { uid: 502, isDisabled: true } };

const rows: CheckRow[] = [
  [
    "nothing of groups that a feature, a group and the user give",
    traci(
      { withoutGroups: ["docker", "media", "video"] },
      { features: ["virtualisation"] },
      {
        ...docker,
        groups: { media: { members: ["traci"] } },
        users: { keith: { isAdmin: true }, traci: { extraGroups: ["video"] } },
      },
    ),
    [],
  ],
  [
    "a group that nothing gives",
    traci({ withoutGroups: ["dokcer"] }, { features: ["virtualisation"] }, docker),
    [`core/group-not-given at ${at}.withoutGroups[0]`],
  ],
  [
    "wheel, taken from somebody who is no admin",
    traci({ withoutGroups: ["wheel"] }),
    [`core/group-not-given at ${at}.withoutGroups[0]`],
  ],
  [
    "wheel, taken from an admin",
    withMini({ users: { keith: { withoutGroups: ["wheel"] } } }),
    ["core/wheel-taken at hosts.mini.users.keith.withoutGroups[0]"],
  ],
  [
    "nothing of wheel where the placement takes the rights of an admin away",
    withMini({ users: { keith: { isAdmin: false } } }),
    [],
  ],
  [
    "a group that one placement gives and takes",
    traci({ extraGroups: ["video"], withoutGroups: ["video"] }),
    [`core/group-given-and-taken at ${at}.withoutGroups[0]`],
  ],
  [
    "a group that is taken twice, once",
    traci({ withoutGroups: ["docker", "docker"] }, { features: ["virtualisation"] }, docker),
    [`core/repeated-item at ${at}.withoutGroups[1]`],
  ],
  [
    "groups that are taken away off NixOS",
    withMini({ ...mac, users: { keith: { uid: 501 }, traci: { withoutGroups: ["docker"] } } }),
    [`core/group-off-nixos at ${at}.withoutGroups`],
  ],
  [
    "keys of a placement that are none",
    traci({ sshKeys: ["ssh-ed25519 x", { file: "../a.pub" }, { env: "1" }] }),
    [
      `core/bad-ssh-key at ${at}.sshKeys[0]`,
      `core/bad-path at ${at}.sshKeys[1].file`,
      `core/bad-variable at ${at}.sshKeys[2].env`,
    ],
  ],
  [
    "a key of a placement that is somebody else's, or stands there twice",
    traci(
      { sshKeys: [publicKey, `${publicKey} again`] },
      {},
      {
        users: { keith: { isAdmin: true, sshKeys: [publicKey] }, traci: {} },
      },
    ),
    [
      `core/repeated-item at ${at}.sshKeys[1]`,
      `core/ssh-key-of-two at ${at}.sshKeys[0]`,
      `core/ssh-key-of-two at ${at}.sshKeys[1]`,
    ],
  ],
  [
    "a key file of a placement that is not there",
    traci({ sshKeys: [{ file: "keys/traci.pub" }] }),
    [`core/missing-key-file at ${at}.sshKeys[0]`],
  ],
  ["nothing of an account that is disabled on NixOS", traci({ isDisabled: true }), []],
  [
    "an account that is disabled on a Mac, where macOS keeps the password",
    withMini({ ...mac, users: onMac }),
    [`core/disabled-off-nixos at ${at}.isDisabled`],
  ],
  [
    "an account that is disabled where homes alone are managed",
    traci({ isDisabled: true }, { platform: "linux" }),
    [`core/disabled-off-nixos at ${at}.isDisabled`],
  ],
  [
    "the primary user of a Mac, disabled",
    withMini({ ...mac, users: { keith: { isDisabled: true } } }),
    ["core/disabled-primary-user at hosts.mini.users.keith.isDisabled"],
  ],
  [
    "a user who is disabled, on a Mac",
    sampleFleet({
      users: { keith: { isAdmin: true }, traci: { isDisabled: true } },
      hosts: { mini: { ...mac, users: { keith: { uid: 501 }, traci: { uid: 502 } } } },
    }),
    ["core/disabled-off-nixos at users.traci.isDisabled"],
  ],
  [
    "the primary user of a Mac who is disabled, unless not there",
    sampleFleet({
      users: { keith: { isAdmin: true, isDisabled: true }, traci: {} },
      hosts: {
        book: { ...mac, users: ["keith"] },
        mini: { ...mac, users: { keith: { isDisabled: false } } },
      },
    }),
    ["core/disabled-primary-user at users.keith.isDisabled"],
  ],
  [
    "near misses, and keys of a placement on a user",
    sampleFleet({
      users: { keith: { isAdmin: true, disabled: true }, traci: { withoutGroups: ["docker"] } },
      hosts: { mini: { system: "x86_64-linux", users: { keith: { disabled: true } } } },
    }),
    [
      "core/unknown-key at users.keith.disabled",
      "core/unknown-key at users.traci.withoutGroups",
      "core/unknown-key at hosts.mini.users.keith.disabled",
    ],
  ],
  [
    "a user who is disabled in words",
    sampleFleet({ users: { keith: { isAdmin: true }, traci: { isDisabled: "yes" } } }),
    ["core/wrong-type at users.traci.isDisabled"],
  ],
  [
    "values of another kind",
    traci({ isDisabled: "yes", withoutGroups: "docker", sshKeys: [1] }),
    [
      `core/wrong-type at ${at}.withoutGroups`,
      `core/wrong-type at ${at}.sshKeys[0]`,
      `core/wrong-type at ${at}.isDisabled`,
    ],
  ],
];

describeChecks("what a placement takes away", rows);

const keyed = (root: readonly unknown[], user: object, placement: object = {}) =>
  sampleFleet({
    users: { keith: { isAdmin: true }, traci: { sshKeys: [publicKey], ...user } },
    hosts: { mini: { system: "x86_64-linux", users: { keith: {}, traci: placement } } },
    root: root.length === 0 ? [] : [{ sshKeys: root }],
  });
const withService = (user: object, placement: object = {}) => ({
  ...keyed([], user, placement),
  serviceAccounts: {
    copies: { purpose: "copies", hosts: ["mini"], shell: "bash", sshKeys: [publicKey] },
  },
});
const bare = publicKey.split(" ", 2).join(" ");

describeChecks("keys of whoever is disabled", [
  [
    "one in root",
    keyed([bare], { isDisabled: true }),
    ["core/disabled-user-key at root[0].sshKeys[0]"],
  ],
  [
    "one in root, by the placement",
    keyed([bare], {}, { isDisabled: true }),
    ["core/disabled-user-key at root[0].sshKeys[0]"],
  ],
  [
    "nothing of one who is not disabled there",
    keyed([bare], { isDisabled: true }, { isDisabled: false }),
    [],
  ],
  [
    "nothing of an expression, which does not mean them",
    keyed(["user:traci"], { isDisabled: true }),
    [],
  ],
  [
    "one of a service account",
    withService({ isDisabled: true }),
    ["core/disabled-user-key at serviceAccounts.copies.sshKeys"],
  ],
  ["nothing of a service account of whoever is not", withService({}), []],
  [
    "that two have a key, and nothing else of it",
    {
      ...keyed([bare], { isDisabled: true }),
      users: {
        keith: { isAdmin: true, sshKeys: [publicKey] },
        traci: { isDisabled: true, sshKeys: [publicKey] },
      },
    },
    ["core/ssh-key-of-two at users.traci.sshKeys[0]"],
  ],
]);

describe("keys of a placement", () => {
  it("that are private are told once, without what they are", () => {
    const key = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU\n-----END";
    const found = findAll(traci({ sshKeys: [key] }), surroundingsOf([]));
    expect(found.filter(({ code }) => code !== "core/missing-file")).toHaveLength(1);
    expect(JSON.stringify(found)).not.toContain("b3BlbnNz");
  });

  it("suggest the group that was meant", () => {
    const declaration = traci(
      { withoutGroups: ["dokcer"] },
      { features: ["virtualisation"] },
      docker,
    );
    expect(findAll(declaration)[0]?.help).toContain('"docker"');
  });
});
