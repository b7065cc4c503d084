import type { Proposal } from "../../src/proposal/proposal.ts";

/** A public key whose private half was never kept. */
export const sampleKey =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFNZisUth+5nYs/CY6jwP6yasWUpCLsTNesJB7mKC3OO ada@mini";

const ageKeys = {
  ada: "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
  mini: "age1a8pk4akrdamj7nvqy3zywgtny8dxz7t5xzu7u8v9mhrayp9freqsqatyrs",
  recovery: "age1n76a4xsx24s0vv4wypdzueq22ynqcs28x0rn5lxht6l2tcs4js4sj26rc0",
};

/** A proposal with something of most that there can be. */
export const sampleProposal: Proposal = {
  declaration: {
    users: {
      ada: {
        fullName: "Ada Lovelace",
        email: "ada@example.org",
        isAdmin: true,
        uid: 1000,
        shell: "fish",
        extraGroups: ["audio", "networkmanager", "video"],
        sshKeys: [sampleKey],
        ageKeys: { laptop: ageKeys.ada },
      },
      ben: { fullName: "Ben" },
      eve: { fullName: "Eve", uid: 1002, shell: "zsh" },
    },
    hosts: {
      mini: {
        system: "x86_64-linux",
        users: ["ada", "ben", "eve"],
        tags: ["family"],
        ageKey: ageKeys.mini,
        modules: ["hosts/mini/configuration.nix", "modules/nginx.nix"],
      },
      desk: {
        system: "aarch64-linux",
        users: { ada: { uid: 1001, withoutGroups: ["video"] }, ben: {} },
      },
    },
    operators: { recovery: { ageKeys: [ageKeys.recovery] } },
    secrets: {
      defaultRules: false,
      files: [
        { path: "secrets/{host}.yaml", readers: ["host:{host}", "user:ada"], operators: false },
        { path: "secrets/shared/*.yaml", readers: ["hosts", "user:ada"] },
      ],
    },
    root: [
      { hosts: ["platform:nixos"], sshKeys: ["user:ada"], sudoNeedsPassword: false },
      { hosts: ["mini"], sshKeys: [sampleKey] },
    ],
    layout: { user: [], host: [] },
    defaults: { stateVersion: "24.05", homeMode: { admin: "none", nonAdmin: "none" } },
  },
  remarks: [
    {
      path: ["hosts", "desk", "system"],
      text: "no configuration says it, and most others have it",
      isGuess: true,
    },
    {
      path: ["users", "ada", "ageKeys", "laptop"],
      text: ".sops.yaml calls it &ada",
      isGuess: false,
    },
  ],
  questions: [],
  left: [],
};
