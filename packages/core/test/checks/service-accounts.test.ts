import { publicKey, sampleFleet } from "../sample-fleet.ts";
import { describeChecks } from "./check-table.ts";

const withBackup = (backup: object, sections: object = {}) =>
  sampleFleet({ serviceAccounts: { backup: { hosts: ["mini"], ...backup } }, ...sections });
const twoHosts = {
  hosts: {
    mini: { system: "x86_64-linux", users: ["keith", "traci"], tags: ["family"] },
    studio: { system: "aarch64-darwin", users: ["keith"], tags: ["family", "desk"] },
    box: { system: "x86_64-linux", platform: "linux", users: ["keith"], tags: ["desk"] },
  },
};

describeChecks("service accounts", [
  ["nothing wrong", withBackup({}), []],
  [
    "nothing wrong where all is said",
    withBackup({
      purpose: "takes the nightly copies",
      description: "Backup",
      hosts: ["platform:nixos"],
      username: "copies",
      uid: 450,
      group: "users",
      extraGroups: ["video"],
      homeDirectory: "/var/lib/copies",
      createHome: true,
      shell: "bash",
      sshKeys: [publicKey],
    }),
    [],
  ],
  [
    "no hosts",
    sampleFleet({ serviceAccounts: { backup: {} } }),
    ["core/missing-key at serviceAccounts.backup.hosts"],
  ],
  [
    "an empty list of hosts",
    withBackup({ hosts: [] }),
    ["core/service-account-without-host at serviceAccounts.backup.hosts"],
  ],
  [
    "a host that is not declared",
    withBackup({ hosts: ["miny"] }),
    ["core/unknown-host at serviceAccounts.backup.hosts[0]"],
  ],
  [
    "a tag that no host has",
    withBackup({ hosts: ["tag:server"] }),
    ["core/unknown-tag at serviceAccounts.backup.hosts[0]"],
  ],
  [
    "a host that is named twice",
    withBackup({ hosts: ["mini", "mini"] }),
    ["core/repeated-item at serviceAccounts.backup.hosts[1]"],
  ],
  [
    "a Mac",
    withBackup({ hosts: ["studio"] }, twoHosts),
    ["core/service-account-off-nixos at serviceAccounts.backup.hosts[0]"],
  ],
  [
    "a machine with homes only",
    withBackup({ hosts: ["mini", "box"] }, twoHosts),
    ["core/service-account-off-nixos at serviceAccounts.backup.hosts[1]"],
  ],
  [
    "a platform that is not NixOS",
    withBackup({ hosts: ["platform:darwin"] }, twoHosts),
    ["core/service-account-off-nixos at serviceAccounts.backup.hosts[0]"],
  ],
  [
    "a tag of none but others",
    withBackup({ hosts: ["tag:desk"] }, twoHosts),
    ["core/service-account-off-nixos at serviceAccounts.backup.hosts[0]"],
  ],
  [
    "a tag of others, too",
    withBackup({ hosts: ["tag:family"] }, twoHosts),
    ["core/service-account-passed-over at serviceAccounts.backup.hosts[0]"],
  ],
  [
    "a user of the same id",
    sampleFleet({ serviceAccounts: { traci: { hosts: ["mini"], username: "copies" } } }),
    ["core/id-taken at serviceAccounts.traci"],
  ],
  [
    "a user of the same id and login on the same host, once",
    sampleFleet({ serviceAccounts: { traci: { hosts: ["mini"] } } }),
    ["core/id-taken at serviceAccounts.traci"],
  ],
  [
    "the login of root",
    sampleFleet({ serviceAccounts: { root: { hosts: ["mini"] } } }),
    ["core/bad-name at serviceAccounts.root"],
  ],
  [
    "the uid of a person",
    withBackup({ uid: 1000 }),
    ["core/uid-out-of-range at serviceAccounts.backup.uid"],
  ],
  [
    "a login name that is none",
    withBackup({ username: "back up" }),
    ["core/bad-name at serviceAccounts.backup.username"],
  ],
  [
    "the login of a person on the host",
    withBackup({ username: "traci" }),
    ["core/login-taken at serviceAccounts.backup.username"],
  ],
  [
    "the login of another service account there",
    sampleFleet({
      serviceAccounts: {
        backup: { hosts: ["mini"] },
        copies: { hosts: ["platform:nixos"], username: "backup" },
      },
    }),
    ["core/login-taken at serviceAccounts.copies.username"],
  ],
  [
    "no clash of logins on different hosts",
    sampleFleet({
      hosts: {
        mini: { system: "x86_64-linux", users: ["keith"] },
        travel: { system: "x86_64-linux", users: ["keith", "traci"] },
      },
      serviceAccounts: { backup: { hosts: ["mini"], username: "traci" } },
    }),
    [],
  ],
  [
    "the login of a service of NixOS",
    withBackup({ username: "postgres" }),
    ["core/login-of-service at serviceAccounts.backup.username"],
  ],
  [
    "a uid of root, of people and below all",
    sampleFleet({
      serviceAccounts: Object.fromEntries(
        [0, 2000, -1].map((uid, index) => [`backup${index}`, { hosts: ["mini"], uid }]),
      ),
    }),
    [0, 1, 2].map((index) => `core/uid-out-of-range at serviceAccounts.backup${index}.uid`),
  ],
  [
    "a uid that NixOS gives to a user of its own",
    withBackup({ uid: 71 }),
    ["core/uid-taken at serviceAccounts.backup.uid"],
  ],
  [
    "one uid for two",
    sampleFleet({
      serviceAccounts: {
        backup: { hosts: ["mini"], uid: 450 },
        deploy: { hosts: ["mini"], uid: 450 },
      },
    }),
    ["core/uid-taken at serviceAccounts.deploy.uid"],
  ],
  [
    "a group that is none",
    withBackup({ group: "", extraGroups: ["a b"] }),
    [
      "core/bad-name at serviceAccounts.backup.group",
      "core/bad-name at serviceAccounts.backup.extraGroups[0]",
    ],
  ],
  [
    "wheel, in every way",
    sampleFleet({
      serviceAccounts: {
        a: { hosts: ["mini"], extraGroups: ["video", "wheel"] },
        b: { hosts: ["mini"], group: "wheel" },
        wheel: { hosts: ["mini"] },
      },
    }),
    [
      "core/wheel-without-admin at serviceAccounts.a.extraGroups[1]",
      "core/wheel-without-admin at serviceAccounts.b.group",
      "core/wheel-without-admin at serviceAccounts.wheel",
    ],
  ],
  [
    "groups that amount to root, in every way",
    sampleFleet({
      serviceAccounts: {
        a: { hosts: ["mini"], extraGroups: ["docker"] },
        b: { hosts: ["mini"], group: "disk" },
        lxd: { hosts: ["mini"] },
      },
    }),
    [
      "core/root-equivalent-group at serviceAccounts.a.extraGroups",
      "core/root-equivalent-group at serviceAccounts.b.group",
      "core/root-equivalent-group at serviceAccounts.lxd",
    ],
  ],
  [
    "no such group where the policy accepts it",
    withBackup(
      { extraGroups: ["docker"] },
      { policy: { acceptedGroups: { "service:backup": ["docker"] } } },
    ),
    [],
  ],
  [
    "a policy about an account that there is not",
    withBackup({}, { policy: { acceptedGroups: { "service:backups": ["docker"] } } }),
    ['core/unknown-service-account at policy.acceptedGroups["service:backups"]'],
  ],
  [
    "a home to make, and none",
    withBackup({ createHome: true }),
    ["core/home-needed at serviceAccounts.backup.createHome"],
  ],
  [
    "a home that is no path",
    withBackup({ homeDirectory: "var/lib/backup" }),
    ["core/bad-home-directory at serviceAccounts.backup.homeDirectory"],
  ],
  [
    "a home to make that is the system's, which one may live in",
    sampleFleet({
      serviceAccounts: {
        a: { hosts: ["mini"], homeDirectory: "/var/lib", createHome: true },
        b: { hosts: ["mini"], homeDirectory: "/var/lib" },
      },
    }),
    [
      "core/bad-home-directory at serviceAccounts.a.homeDirectory",
      "core/home-directory-taken at serviceAccounts.b.homeDirectory",
    ],
  ],
  [
    "the home of a person",
    withBackup({ homeDirectory: "/home/traci" }),
    ["core/home-directory-taken at serviceAccounts.backup.homeDirectory"],
  ],
  [
    "a shell that is none",
    withBackup({ shell: "/bin/bash" }),
    ["core/bad-shell at serviceAccounts.backup.shell"],
  ],
  [
    "keys and no shell",
    withBackup({ sshKeys: [publicKey] }),
    ["core/keys-without-shell at serviceAccounts.backup.sshKeys"],
  ],
  [
    "keys that are none",
    withBackup({
      shell: "bash",
      sshKeys: ["ssh-ed25519 AAAA", { env: "a b" }, { file: "../key.pub" }],
    }),
    [
      "core/bad-ssh-key at serviceAccounts.backup.sshKeys[0]",
      "core/bad-variable at serviceAccounts.backup.sshKeys[1].env",
      "core/bad-path at serviceAccounts.backup.sshKeys[2].file",
    ],
  ],
  [
    "a key file that there is not",
    withBackup({ shell: "bash", sshKeys: [{ file: "keys/backup.pub" }] }),
    ["core/missing-key-file at serviceAccounts.backup.sshKeys[0]"],
  ],
  [
    "a private key",
    withBackup({ shell: "bash", sshKeys: ["-----BEGIN OPENSSH PRIVATE KEY-----"] }),
    ["core/bad-ssh-key at serviceAccounts.backup.sshKeys[0]"],
  ],
  [
    "a purpose that cannot be a comment, and one beside a comment",
    sampleFleet({
      serviceAccounts: {
        a: { hosts: ["mini"], purpose: "copies: nightly" },
        b: { hosts: ["mini"], purpose: "copies: nightly", description: "Copies" },
        c: { hosts: ["mini"], purpose: " " },
        d: { hosts: ["mini"], description: "a:b" },
      },
    }),
    [
      "core/bad-text at serviceAccounts.a.purpose",
      "core/bad-text at serviceAccounts.d.description",
      "core/bad-text at serviceAccounts.c.purpose",
    ],
  ],
  [
    "keys of NixOS's own",
    withBackup({ isSystemUser: true, isAdmin: true, home: "/var/lib/backup" }),
    [
      "core/unknown-key at serviceAccounts.backup.isSystemUser",
      "core/unknown-key at serviceAccounts.backup.isAdmin",
      "core/unknown-key at serviceAccounts.backup.home",
    ],
  ],
  [
    "values of other kinds",
    withBackup({ hosts: "mini", uid: "450", createHome: "yes" }),
    [
      "core/wrong-type at serviceAccounts.backup.hosts",
      "core/wrong-type at serviceAccounts.backup.uid",
      "core/wrong-type at serviceAccounts.backup.createHome",
    ],
  ],
  [
    "a text and a list in place of an account",
    sampleFleet({ serviceAccounts: { backup: "mini", deploy: ["mini"] } }),
    ["core/wrong-type at serviceAccounts.backup", "core/wrong-type at serviceAccounts.deploy"],
  ],
]);
