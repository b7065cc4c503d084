import { publicKey, sampleFleet, withHenry } from "../sample-fleet.ts";
import { describeChecks } from "./check-table.ts";

const otherKey = publicKey.replace("IAAAA", "IBAAA");

/** Keith, who is on `mini` and `mac`, and `backup`, where he is not. */
const fleetOf = (...sshKeys: readonly unknown[]) =>
  sampleFleet({
    users: { keith: { isAdmin: true, sshKeys } },
    hosts: {
      mini: { system: "x86_64-linux", users: ["keith"], tags: ["family"] },
      mac: { system: "aarch64-darwin", users: ["keith"] },
      backup: { system: "x86_64-linux", tags: ["server"] },
    },
    policy: { accept: [{ code: "core/host-without-admin", at: "hosts.backup", reason: "None." }] },
  });

const at = "at users.keith.sshKeys";

describeChecks("SSH keys", [
  ["a key with options", withHenry({ sshKeys: [`restrict,command="x" ${publicKey}`] }), []],
  [
    "an option that sshd does not know",
    withHenry({ sshKeys: [`restrct ${publicKey}`] }),
    ["core/bad-ssh-key at users.henry.sshKeys[0]"],
  ],
  ["options of a variable", withHenry({ sshKeys: [{ env: "KEY", options: "restrict" }] }), []],
  ...[
    "",
    "restrct",
    "restrict pty",
    'command="',
    "a\nb",
    "-----BEGIN OPENSSH PRIVATE KEY-----",
  ].map((options): [string, object, string[]] => [
    `options of a variable that are none: ${JSON.stringify(options)}`,
    withHenry({ sshKeys: [{ env: "KEY", options }] }),
    [
      options.includes("PRIVATE")
        ? "core/private-key at users.henry.sshKeys[0].options"
        : "core/bad-ssh-key at users.henry.sshKeys[0].options",
    ],
  ]),
  ["keys of some hosts", fleetOf({ key: publicKey, hosts: ["mini", "platform:darwin"] }), []],
  [
    "a key of some hosts that is none",
    fleetOf({ key: "x", hosts: ["mini"] }),
    [`core/bad-ssh-key ${at}[0].key`],
  ],
  [
    "hosts that there are not",
    fleetOf({
      env: "KEY",
      hosts: ["mni", "tag:fmily", "platform:linux", "platform:plan9", "host:mini"],
    }),
    [
      `core/unknown-host ${at}[0].hosts[0]`,
      `core/unknown-tag ${at}[0].hosts[1]`,
      `core/selects-no-host ${at}[0].hosts[2]`,
      `core/bad-host-selector ${at}[0].hosts[3]`,
      `core/bad-host-selector ${at}[0].hosts[4]`,
    ],
  ],
  [
    "hosts on which the person has no account",
    fleetOf({ key: publicKey, hosts: ["mini", "backup", "tag:server"] }),
    [`core/selects-no-host ${at}[0].hosts[1]`, `core/selects-no-host ${at}[0].hosts[2]`],
  ],
  [
    "an empty list of hosts",
    fleetOf({ key: publicKey, hosts: [] }),
    [`core/selects-no-host ${at}[0].hosts`],
  ],
  [
    "principals of a key that signs nothing",
    withHenry({
      sshKeys: [`principals="a" ${publicKey}`, `cert-authority,principals="a" ${otherKey}`],
    }),
    ["core/idle-ssh-option at users.henry.sshKeys[0]"],
  ],
  [
    "an option of security keys before another one",
    withHenry({ sshKeys: [`no-touch-required ${publicKey}`] }),
    ["core/idle-ssh-option at users.henry.sshKeys[0]"],
  ],
  [
    "one key with other options, which sshd never comes to",
    withHenry({ sshKeys: [publicKey, `restrict ${publicKey}`] }),
    ["core/repeated-item at users.henry.sshKeys[1]"],
  ],
  [
    "one key with other options from elsewhere, or as one that signs",
    withHenry({
      sshKeys: [
        `from="10.0.0.0/8" ${publicKey}`,
        `restrict ${publicKey}`,
        `cert-authority ${publicKey}`,
      ],
    }),
    [],
  ],
  [
    "one key with other options on each host",
    fleetOf({ key: publicKey, hosts: ["mini"] }, { key: `restrict ${publicKey}`, hosts: ["mac"] }),
    [],
  ],
  [
    "two people with one key, whatever its options, but for one that signs",
    sampleFleet({
      users: {
        keith: { isAdmin: true, sshKeys: [`restrict ${publicKey}`, `cert-authority ${otherKey}`] },
        traci: { sshKeys: [`command="x" ${publicKey}`, `cert-authority,restrict ${otherKey}`] },
      },
    }),
    ["core/ssh-key-of-two at users.traci.sshKeys[0]"],
  ],
  [
    "two service accounts with one key, but for one that is a user's",
    sampleFleet({
      users: { keith: { isAdmin: true, sshKeys: [otherKey] }, traci: {} },
      serviceAccounts: {
        backup: { hosts: ["mini"], shell: "bash", sshKeys: [publicKey, otherKey] },
        upload: { hosts: ["mini"], shell: "bash", sshKeys: [`restrict ${publicKey}`, otherKey] },
      },
    }),
    ["core/ssh-key-of-two at serviceAccounts.upload.sshKeys[0]"],
  ],
]);
