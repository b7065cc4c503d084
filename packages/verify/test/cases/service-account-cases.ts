import type { TestFleet } from "../support/computed-fleet.ts";
import type { ServiceCase } from "./service-cases.ts";

const sshKey = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)} backup`;

/** A fleet with accounts that are nobody's: one of which all is declared, and one of which nothing is. */
export const serviceAccountFleet: TestFleet = {
  declaration: {
    users: { keith: { fullName: "Keith", isAdmin: true, uid: 1000, home: "none" } },
    hosts: { mini: { system: "x86_64-linux", users: ["keith"] } },
    groups: { media: {} },
    serviceAccounts: {
      backup: {
        purpose: "takes the nightly copies",
        hosts: ["mini"],
        username: "copies",
        uid: 450,
        extraGroups: ["media"],
        homeDirectory: "/var/lib/copies",
        createHome: true,
        shell: "zsh",
        sshKeys: [sshKey],
      },
      deploy: { hosts: ["platform:nixos"], group: "media" },
    },
    defaults: { stateVersion: "24.05" },
  },
  files: ["hosts/mini.nix"],
};

const backup = "serviceAccounts.backup";

/** What differs in `fleet.json`, and all that is found for it. */
export const serviceAccountCases: readonly ServiceCase[] = [
  [
    "a login",
    '"username": "copies"',
    '"username": "copier"',
    [`missing-account ${backup}`],
    /^Nix has no account "copies" on host "mini", and the service account "backup" was computed\.$/,
  ],
  [
    "a uid",
    '"uid": 450',
    '"uid": 451',
    [`uid ${backup}.uid`],
    /^The uid of "copies" on host "mini" is 451 in Nix, and 450 was computed\.$/,
  ],
  [
    "a home directory",
    '"homeDirectory": "/var/lib/copies"',
    '"homeDirectory": "/var/lib/copier"',
    [`home-directory ${backup}.homeDirectory`],
    /^The home directory of "copies" on host "mini" is "\/var\/lib\/copier" in Nix/,
  ],
  [
    "a description",
    "takes the nightly copies",
    "takes copies",
    [`description ${backup}.purpose`],
    /^The description of "copies" on host "mini" is "takes copies" in Nix/,
  ],
  [
    "a shell",
    '"shell": "zsh"',
    '"shell": "fish"',
    [`shell ${backup}.shell`],
    /^The shell of "copies" on host "mini" is "fish" in Nix, and "zsh" was computed\.$/,
  ],
  [
    "a shell that is not set",
    '"shell": "zsh",',
    "",
    [`shell ${backup}.shell`],
    /^The shell of "copies" on host "mini" is not set in Nix, and "zsh" was computed\.$/,
  ],
  [
    "a primary group",
    '"group": "media"',
    '"group": "other"',
    ["primary-group serviceAccounts.deploy.group"],
    /^The primary group of "deploy" on host "mini" is "other" in Nix, and "media" was computed\.$/,
  ],
  [
    "a group of its own that is not made",
    '"hasOwnGroup": true',
    '"hasOwnGroup": false',
    [`absent-group ${backup}`],
    /^Nix makes no group "copies" on host "mini", which is to be the own one of the service account/,
  ],
  [
    "a group that is missing",
    /("groups": \[\s+)"media"/,
    '$1"video"',
    [`missing-group ${backup}.extraGroups`],
    /^Nix does not have "copies" on host "mini" in the group "media", which was computed\.$/,
  ],
  [
    "a group that amounts to root",
    /("groups": \[\s+"media")/,
    '$1, "docker"',
    [`privileged-group ${backup}`],
    /^Nix has "copies" on host "mini" in the group "docker", which was not computed/,
  ],
  [
    "a key",
    `${"A".repeat(8)} backup`,
    `${"A".repeat(7)}B backup`,
    [`missing-key ${backup}.sshKeys`],
    /^Nix does not let "copies" on host "mini" log in with the SSH key/,
  ],
];
