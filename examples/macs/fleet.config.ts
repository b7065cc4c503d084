import { defineFleet } from "@fleet/core";

export default defineFleet({
  users: {
    // The id is the login name, unless `username` says otherwise. Ana's home is in users/ana.nix.
    ana: {
      fullName: "Ana",
      isAdmin: true,
      homeProfile: "developer",
    },
    ben: { fullName: "Ben" },
    cleo: { fullName: "Cleo" },
  },

  hosts: {
    // A Mac's accounts are there before it is in a fleet, and keep the uid that `id -u ana` prints on it.
    // The first account of a Mac has 501.
    studio: {
      system: "aarch64-darwin",
      formFactor: "desktop",
      hostname: "anas-studio",
      // Whom nix-darwin applies the settings of a user to.
      primaryUser: "ana",
      features: ["homebrew"],
      users: { ana: { uid: 501 } },
    },
    notebook: {
      system: "aarch64-darwin",
      formFactor: "laptop",
      hostname: "bens-notebook",
      primaryUser: "ben",
      users: {
        ben: { uid: 501 },
        // An account that Ana had on it before: the same person, under another login. macOS lets nobody
        // else write into her home there, so she switches it herself.
        ana: { username: "anamaria", uid: 502, home: "standalone" },
      },
    },
    kitchen: {
      system: "aarch64-darwin",
      formFactor: "desktop",
      hostname: "kitchen-mac",
      primaryUser: "ana",
      users: {
        ana: { uid: 501 },
        ben: { uid: 502 },
        // nix-darwin makes and changes the accounts of those who are neither admin nor primary user.
        cleo: { uid: 503 },
      },
    },
  },

  // What hosts can do. A feature brings `modules/<name>.nix`.
  features: { homebrew: {} },

  // What homes are made of. A profile brings `profiles/<name>.nix` and what it extends.
  profiles: {
    everyday: {},
    developer: { extends: ["everyday"] },
  },

  defaults: {
    stateVersion: "25.11",
    homeProfile: "everyday",
    // An admin's home comes with the system. Everybody else switches their own, without root:
    // nix run --inputs-from . home-manager -- switch --flake .#ben@notebook
    homeMode: { admin: "integrated", nonAdmin: "standalone" },
  },
});
