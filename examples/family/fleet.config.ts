import { defineFleet } from "@fleet/core";

export default defineFleet({
  users: {
    keith: {
      fullName: "Keith",
      isAdmin: true,
      uid: 1000,
      shell: "fish",
      extraGroups: ["libvirtd"],
      sshKeys: [{ file: "keys/keith.pub" }],
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
    },
  },

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
