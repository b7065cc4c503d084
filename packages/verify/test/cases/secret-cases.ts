import type { TestFleet } from "../support/computed-fleet.ts";
import type { ProbeCase } from "./probe-case.ts";

/** Test keys, whose private halves were never kept. */
const keithsAgeKey = "age1n76a4xsx24s0vv4wypdzueq22ynqcs28x0rn5lxht6l2tcs4js4sj26rc0";
const stibnitesAgeKey = "age1npruw0hky86pfs9gsak843hrgazuupap4ysz234jq64v4lzrt4ls5wa7q8";
const recoveryKey = "age19s8sf5udhu222lejfp0g8c8lh2un9w30wpuaxp7ulaqyjsweauusqxkxcs";
const minisHostKey =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFNZisUth+5nYs/CY6jwP6yasWUpCLsTNesJB7mKC3OO";

/** Secrets of a NixOS host, a Mac, and homes of both kinds. */
export const secretFleet: TestFleet = {
  declaration: {
    users: {
      keith: {
        fullName: "Keith",
        isAdmin: true,
        ageKeys: [keithsAgeKey],
        secrets: { token: {} },
      },
      traci: { fullName: "Traci", home: "none" },
    },
    hosts: {
      mini: {
        system: "x86_64-linux",
        users: { keith: { home: "both" }, traci: {} },
        sshHostKey: minisHostKey,
        secrets: {
          backup: { owner: "keith", restartUnits: ["backup.service"] },
          "wifi/psk": { file: "secrets/shared.yaml" },
          cert: { file: "secrets/cert.bin" },
        },
      },
      stibnite: {
        system: "aarch64-darwin",
        primaryUser: "keith",
        users: { keith: { uid: 501 } },
        ageKey: stibnitesAgeKey,
        secrets: { licence: { file: "secrets/shared.yaml" } },
      },
    },
    operators: { recovery: { ageKeys: [recoveryKey] } },
    defaults: { stateVersion: "24.05" },
  },
  files: [
    "users/keith.nix",
    "users/traci.nix",
    "hosts/mini.nix",
    "hosts/stibnite.nix",
    "secrets/shared.yaml",
    "secrets/cert.bin",
    "secrets/hosts/mini.yaml",
    "secrets/users/keith.yaml",
  ],
};

/** How its hosts come out where nothing differs. */
export const secretVerdicts = [
  { id: "mini", state: "as-computed", accounts: 2, homes: 2, secrets: 5 },
  { id: "stibnite", state: "as-computed", accounts: 1, homes: 1, secrets: 2 },
];

const backup = "hosts.mini.secrets.backup";

/** What differs in `fleet.json`, and what is found for it. */
export const secretCases: readonly ProbeCase[] = [
  [
    "an owner",
    '"owner": "keith"',
    '"owner": "traci"',
    "secret-differs",
    backup,
    /The owner of the secret "backup" of host "mini" is "traci" in Nix, and "keith" was computed\./,
  ],
  [
    "an owner that is missing",
    '"owner": "keith"',
    '"ownr": "keith"',
    "secret-differs",
    backup,
    /The owner of .* is not set in Nix, and "keith" was computed\./,
  ],
  [
    "an owner where none was computed",
    /("cert": \{)/,
    '$1 "owner": "traci",',
    "secret-differs",
    "hosts.mini.secrets.cert",
    /is "traci" in Nix, and none was computed\./,
  ],
  [
    "a mode",
    /("backup": \{[^}]*"mode": )"0400"/,
    '$1"0444"',
    "secret-differs",
    backup,
    /The mode of .* is "0444" in Nix/,
  ],
  [
    "a file",
    '"file": "secrets/hosts/mini.yaml"',
    '"file": "secrets/shared.yaml"',
    "secret-differs",
    backup,
    /The file of .* is "secrets\/shared.yaml" in Nix, and "secrets\/hosts\/mini.yaml" was/,
  ],
  [
    "a key",
    '"key": "backup"',
    '"key": "other"',
    "secret-differs",
    backup,
    /The key of .* is "other" in Nix/,
  ],
  [
    "a format",
    '"format": "binary"',
    '"format": "json"',
    "secret-differs",
    "hosts.mini.secrets.cert",
    /The format of .* is "json" in Nix, and "binary" was/,
  ],
  [
    "a unit",
    '"backup.service"',
    '"sshd.service"',
    "secret-differs",
    backup,
    /Nix does not restart "backup.service" and also restarts "sshd.service" when the secret "backup" of host "mini" changes/,
  ],
  [
    "when it is needed",
    /("cert": \{)/,
    '$1 "neededForUsers": true,',
    "secret-differs",
    "hosts.mini.secrets.cert",
    /The neededForUsers of .* is true in Nix, and false was computed\./,
  ],
  [
    "a secret that is missing",
    '"wifi/psk": {',
    '"wifi/pks": {',
    "secret-missing",
    'hosts.mini.secrets["wifi/psk"]',
    /Nix does not give host "mini" the secret "wifi\/psk", which was computed\./,
  ],
  [
    "a secret too many",
    '"wifi/psk": {',
    '"wifi/pks": {',
    "secret-unexpected",
    "hosts.mini.secrets",
    /Nix gives host "mini" the secret "wifi\/pks", which was not computed\./,
  ],
  [
    "a secret of a home",
    '"file": "secrets/users/keith.yaml"',
    '"file": "secrets/shared.yaml"',
    "secret-differs",
    "users.keith.secrets.token",
    /of the home of "keith" on host "mini" is/,
  ],
  [
    "the SSH key of a host",
    '"sshKeyPath": "/etc/ssh/ssh_host_ed25519_key"',
    '"sshKeyPath": "/tmp/key"',
    "identity",
    "hosts.mini.sshHostKeyPath",
    /Host "mini" decrypts its secrets with "\/tmp\/key" in Nix, and "\/etc\/ssh\/ssh_host_ed25519_key" was computed\./,
  ],
  [
    "the kind of a host's key",
    /"keyFile": "[^"]*"/,
    '"sshKeyPath": "/tmp/key"',
    "identity",
    "hosts.stibnite.ageKeyFile",
    /Host "stibnite" decrypts its secrets with nothing in Nix/,
  ],
];
