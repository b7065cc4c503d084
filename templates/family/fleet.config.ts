import { defineFleet } from "@fleet/core";

// Keys and secrets are comments here: write your own, and take the `//` away.
export default defineFleet({
  users: {
    keith: {
      fullName: "Keith",
      isAdmin: true,
      uid: 1000,
      shell: "fish",
      extraGroups: ["libvirtd"],
      // sshKeys: [{ file: "keys/keith.pub" }],
      // What his secrets are encrypted to: `age-keygen -y ~/.config/sops/age/keys.txt` prints it.
      // ageKeys: ["age1…"],
      // secrets: { "github-token": {} },
      // No profile of his own: he gets that of the host he is on.
    },
    traci: {
      fullName: "Traci",
      uid: 1001,
      homeProfile: "workstation",
    },
    henry: {
      fullName: "Henry",
      uid: 1002,
      // Not admin and without a profile: `defaults.nonAdminProfile` counts.
    },
  },

  hosts: {
    mini: {
      system: "x86_64-linux",
      formFactor: "desktop",
      hardware: { cpu: "amd", gpu: "nvidia", ssd: true },
      features: ["desktop", "gaming"],
      homeProfile: "workstation",
      users: ["keith", "traci", "henry"],
      tags: ["family"],
      // The line of /etc/ssh/ssh_host_ed25519_key.pub on the machine.
      // sshHostKey: "ssh-ed25519 AAAA…",
      // secrets: {
      //   "wifi/psk": { file: "secrets/shared.yaml" },
      //   "backup-password": { owner: "keith" },
      // },
    },
    travel: {
      system: "x86_64-linux",
      formFactor: "laptop",
      hardware: { cpu: "intel", gpu: "intel", laptop: true, ssd: true, vendor: "lenovo" },
      features: ["desktop"],
      homeProfile: "laptop",
      stateVersion: "24.11",
      users: {
        keith: {},
        // On the road she needs less.
        traci: { homeProfile: "laptop", extraGroups: ["dialout"] },
      },
      // sshHostKey: "ssh-ed25519 AAAA…",
      // secrets: { "wifi/psk": { file: "secrets/shared.yaml" } },
    },
  },

  // Who can decrypt what follows from the accounts: a host's file is for the host and its admins, a
  // user's own for the user, and `secrets/shared.yaml` for all hosts and admins. Operators can read
  // everything: this one is a recovery key that would be kept offline.
  // operators: { recovery: { ageKeys: ["age1…"] } },

  // What hosts can do. A feature brings `modules/<name>.nix` and groups for everybody on the host.
  features: {
    desktop: { groups: ["networkmanager", "video", "audio"] },
    gaming: { groups: ["gamemode"] },
  },

  // What homes are made of. A profile brings `profiles/<name>.nix` and what it extends.
  profiles: {
    minimal: {},
    laptop: { extends: ["minimal"], aggregates: ["desktop-shell"] },
    workstation: { extends: ["minimal"], aggregates: ["desktop-shell", "development"] },
  },

  aggregates: {
    everybody: { modules: ["modules/home/pim.nix", "modules/home/ai.nix"] },
    "desktop-shell": { modules: ["modules/home/desktop-shell.nix"] },
    development: { modules: ["modules/home/development.nix"] },
  },

  defaults: {
    stateVersion: "24.05",
    nonAdminProfile: "minimal",
    aggregates: ["everybody"],
  },
});
