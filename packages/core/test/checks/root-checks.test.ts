import { describe, expect, it } from "vitest";
import { findAll, publicKey, sampleFleet, surroundingsOf } from "../sample-fleet.ts";
import { describeChecks } from "./check-table.ts";

const ofKeith = { fullName: "Keith", isAdmin: true, sshKeys: [publicKey] };
const users = { keith: ofKeith, traci: { fullName: "Traci" } };
const withRoot = (entry: object, sections: object = {}) =>
  sampleFleet({ users, root: [entry], ...sections });
const linux = {
  hosts: { mini: { system: "x86_64-linux", platform: "linux", users: ["keith"] } },
};
const mac = {
  hosts: { mini: { system: "aarch64-darwin", users: ["keith", "traci"], primaryUser: "traci" } },
};

describeChecks("root", [
  ["an entry that says nothing", withRoot({}), ["core/empty-root-entry at root[0]"]],
  [
    "an entry for no host",
    withRoot({ hosts: [], sshKeys: ["admins"] }),
    ["core/empty-root-entry at root[0].hosts"],
  ],
  [
    "hosts that there are not",
    withRoot({ hosts: ["miny", "tag:server", "host:mini"], sshKeys: [publicKey] }),
    [
      "core/unknown-host at root[0].hosts[0]",
      "core/unknown-tag at root[0].hosts[1]",
      "core/bad-host-selector at root[0].hosts[2]",
    ],
  ],
  [
    "all NixOS hosts, where there are none",
    withRoot({ sshKeys: ["admins"] }, mac),
    ["core/root-off-system at root[0]"],
  ],
  [
    "a host whose system nobody makes",
    withRoot({ hosts: ["mini"], sshKeys: ["user:keith"] }, linux),
    ["core/root-off-system at root[0].hosts[0]"],
  ],
  [
    "names that are not declared",
    withRoot({ sshKeys: ["user:keth", "admins@miny", "users@mini2"] }),
    [
      "core/unknown-user at root[0].sshKeys[0]",
      "core/unknown-host at root[0].sshKeys[1]",
      "core/unknown-host at root[0].sshKeys[2]",
    ],
  ],
  [
    "what says of nobody whose keys are meant",
    withRoot({
      sshKeys: ["keith", "admin", "host:mini", "tag:server", "operator:ci", "", "user:", "admins@"],
    }),
    [0, 1, 2, 3, 4, 5, 6, 7].map((index) => `core/bad-root-key at root[0].sshKeys[${index}]`),
  ],
  [
    "keys that are none",
    withRoot({
      sshKeys: ["ssh-ed25519 AAAA", "-----BEGIN OPENSSH PRIVATE KEY-----", { file: "../k" }],
    }),
    [
      "core/bad-ssh-key at root[0].sshKeys[0]",
      "core/bad-ssh-key at root[0].sshKeys[1]",
      "core/bad-path at root[0].sshKeys[2].file",
    ],
  ],
  [
    "a variable with a name that none has, and a file that is not there",
    withRoot({ sshKeys: [{ env: "A B" }, { file: "keys/no.pub" }] }),
    ["core/bad-variable at root[0].sshKeys[0].env", "core/missing-key-file at root[0].sshKeys[1]"],
  ],
  [
    "a key that stands twice",
    withRoot({ sshKeys: ["admins", publicKey, "admins", publicKey.replace("keith", "k")] }),
    ["core/repeated-item at root[0].sshKeys[2]", "core/repeated-item at root[0].sshKeys[3]"],
  ],
  [
    "people without a key, and nobody at all",
    withRoot(
      { sshKeys: ["user:traci", "admins@pad"] },
      {
        hosts: {
          mini: { system: "x86_64-linux", users: ["keith", "traci"] },
          pad: { system: "x86_64-linux", users: ["traci"] },
        },
      },
    ),
    ["core/vain-root-key at root[0].sshKeys[0]", "core/vain-root-key at root[0].sshKeys[1]"],
  ],
  [
    "nothing of people whose key is wrong itself",
    withRoot(
      { sshKeys: ["user:traci"] },
      {
        users: { keith: ofKeith, traci: { fullName: "Traci", sshKeys: [{ file: "no.pub" }] } },
      },
    ),
    ["core/missing-key-file at users.traci.sshKeys[0]"],
  ],
  [
    "a service account that there is not",
    withRoot({ sshKeys: ["service:deploy"] }),
    ["core/bad-root-key at root[0].sshKeys[0]"],
  ],
  [
    "sudo, which two entries say differently of",
    sampleFleet({ users, root: [{ sudoNeedsPassword: false }, { sudoNeedsPassword: true }] }),
    ["core/sudo-said-twice at root[1].sudoNeedsPassword"],
  ],
  [
    "entries of the wrong shape, once",
    withRoot({ sshKey: ["admins"], sudoNeedsPassword: "no", trustedByNix: "builder" }),
    [
      "core/wrong-type at root[0].trustedByNix",
      "core/wrong-type at root[0].sudoNeedsPassword",
      "core/unknown-key at root[0].sshKey",
    ],
  ],
]);

describeChecks("the trust of Nix", [
  [
    "everybody",
    withRoot({ trustedByNix: ["*"] }),
    ["core/trusts-everybody at root[0].trustedByNix[0]"],
  ],
  [
    "names that no account or group has",
    withRoot({ trustedByNix: ["", "a b", "x\ny", "@", "@a b", "user:keith", "-x", "root", "@@g"] }),
    [0, 1, 2, 3, 4, 5, 6, 7, 8].map(
      (index) => `core/bad-trusted-name at root[0].trustedByNix[${index}]`,
    ),
  ],
  [
    "a user, of whom that is said where the user is",
    withRoot({ trustedByNix: ["traci"] }),
    ["core/bad-trusted-name at root[0].trustedByNix[0]"],
  ],
  [
    "somebody who is no admin, once however many hosts have them",
    sampleFleet({
      users: { keith: ofKeith, traci: { fullName: "Traci", isTrustedByNix: true } },
      hosts: {
        mini: { system: "x86_64-linux", users: ["keith", "traci"] },
        pad: { system: "x86_64-linux", users: ["keith", "traci"] },
      },
    }),
    ["core/trusted-without-admin at users.traci.isTrustedByNix"],
  ],
  [
    "somebody in a group that Nix trusts",
    withRoot(
      { trustedByNix: ["@trusted", "@wheel"] },
      { groups: { trusted: { members: ["traci"] } } },
    ),
    ["core/trusted-by-group at root[0].trustedByNix[0]"],
  ],
  [
    "a service account in a group that Nix trusts",
    withRoot(
      { trustedByNix: ["@trusted"] },
      { serviceAccounts: { backup: { hosts: ["mini"], extraGroups: ["trusted"] } } },
    ),
    ["core/trusted-by-group at root[0].trustedByNix[0]"],
  ],
  [
    "no service account that Nix is told to trust itself",
    withRoot(
      { trustedByNix: ["@trusted", "backup"] },
      { serviceAccounts: { backup: { hosts: ["mini"], extraGroups: ["trusted"] } } },
    ),
    [],
  ],
  [
    "nobody who is disabled, of a group that Nix trusts",
    withRoot(
      { trustedByNix: ["@video"] },
      {
        users: { keith: ofKeith, traci: { fullName: "Traci", extraGroups: ["video"] } },
        hosts: {
          mini: { system: "x86_64-linux", users: { keith: {}, traci: { isDisabled: true } } },
        },
      },
    ),
    [],
  ],
  [
    "the group that everybody is in",
    withRoot({ trustedByNix: ["@users"] }),
    ["core/trusted-by-group at root[0].trustedByNix[0]"],
  ],
  [
    "nobody who is admin, or whom somebody trusts",
    sampleFleet({
      users: { keith: { ...ofKeith, isTrustedByNix: false }, traci: { fullName: "Traci" } },
      root: [{ trustedByNix: ["builder", "@builders"], sshKeys: ["admins"] }],
    }),
    [],
  ],
]);

describe("a key that lets nobody log in as root", () => {
  it("is told with the hosts, and who has none", () => {
    const declaration = withRoot({ sshKeys: ["user:traci"] });
    expect(findAll(declaration, surroundingsOf([]))).toContainEqual(
      expect.objectContaining({
        code: "core/vain-root-key",
        message: '"user:traci" lets nobody log in as root on "mini": "traci" has no SSH key.',
      }),
    );
  });

  it.each([
    ["keith", /^Write "user:keith"/],
    ["User:keith", /^Write "user:keith"/],
    ["user: keith", /^Write "user:keith"/],
    ["usr:keth", /^Write "user:keith"/],
    ["backup", /^Write "service:backup"/],
    ["services:backup", /^Write "service:backup"/],
    ["admin", /^Write "admins"/],
    // Whoever means one person does not mean all.
    ["user:", /^Write user:ID, service:ID, /],
    ["service:backp", /^Did you mean "backup"\?$/],
    ["service:other", /^Choose one of "backup"\.$/],
  ])("is told what is meant by %j", (text, help) => {
    const serviceAccounts = { backup: { hosts: ["mini"], sshKeys: [publicKey] } };
    const found = findAll(withRoot({ sshKeys: [text] }, { serviceAccounts }));
    expect(found.find(({ code }) => code === "core/bad-root-key")?.help).toMatch(help);
  });
});
