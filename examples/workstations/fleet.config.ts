import { defineFleet } from "@fleet/core";

/** What `modules/cifs-mounts.nix` reads as `fleet.data.nas`. */
interface Nas {
  readonly server: string;
  readonly share: string;
}

// All keys here are test keys, whose private halves were never kept.
export default defineFleet({
  users: {
    joachim: {
      fullName: "Joachim",
      isAdmin: true,
      uid: 1000,
      shell: "fish",
      // His containers run without root, from the start of the machine on, with ids that are nobody else's.
      linger: true,
      subordinateIds: { start: 2000000000 },
      // Where a person has accounts can be said on the person, as here, or on the hosts.
      hosts: ["reason", "laptop"],
      // A secret of both hosts, in the file of each, with the line that `mkpasswd` prints.
      password: { secret: "joachim-password" },
      ageKeys: ["age1almtnhxa46dqt62dkmaqc7xfu8c98xjddf3r3snfgmqdrct9uygq9jpxwy"],
    },
    work: {
      fullName: "Joachim (work)",
      username: "work-user",
      uid: 1001,
      homeProfile: "minimal",
      // Files of work belong to a group of their own, and not to "users", as all others do.
      primaryGroup: "private",
      // What differs on one host goes with it.
      hosts: { laptop: { aggregates: ["git"], password: { secret: "work-password" } } },
    },
  },

  hosts: {
    reason: {
      system: "x86_64-linux",
      formFactor: "desktop",
      hardware: { gpu: "nvidia", ssd: true },
      features: ["nvidia", "gaming", "development", "cifs-mounts"],
      homeProfile: "desktop",
      tags: ["workstation"],
      // Its own age key lies in /var/lib/sops/age/keys.txt, where `age-keygen` put it.
      ageKey: "age1npruw0hky86pfs9gsak843hrgazuupap4ysz234jq64v4lzrt4ls5wa7q8",
      secrets: { "nas-credentials": { file: "secrets/shared.yaml" } },
    },
    laptop: {
      system: "x86_64-linux",
      formFactor: "laptop",
      hardware: { laptop: true, ssd: true },
      features: ["development", "cifs-mounts"],
      homeProfile: "minimal",
      tags: ["workstation"],
      ageKey: "age17fvskkg8pdwjnlmyq4n7eamxawutln4ks6c2f7ph5vxgwzhwvuvqsc9635",
      secrets: {
        "vpn-key": {},
        "nas-credentials": { file: "secrets/shared.yaml" },
      },
    },
  },

  // One file for all machines and one for each, with a rule of its own instead of the default ones.
  secrets: {
    defaultRules: false,
    hostFile: "secrets/{host}.yaml",
    files: [
      { path: "secrets/shared.yaml", readers: ["hosts", "admins"] },
      { path: "secrets/{host}.yaml", readers: ["host:{host}", "admins@{host}"] },
    ],
  },
  operators: {
    recovery: { ageKeys: ["age1p85mh95xxzamruhp7kaz27y2vu0d7sge400sttma267568lrvpuqsstl8q"] },
  },

  features: {
    nvidia: { groups: ["video"] },
    gaming: { groups: ["gamemode"] },
    development: {},
    "cifs-mounts": {},
  },

  profiles: {
    minimal: {},
    development: { extends: ["minimal"], aggregates: ["git"] },
    gaming: { extends: ["minimal"] },
    desktop: { extends: ["development", "gaming"] },
  },

  aggregates: { git: { modules: ["users/shared/programs/git"] } },

  layout: { allUsers: ["users/shared/default.nix"] },

  // Data of one's own, which modules read as they are.
  data: { nas: { server: "nas", share: "share" } satisfies Nas },

  defaults: {
    stateVersion: "24.05",
    // `home-manager switch --flake .#joachim@reason` builds a home without its system; those of admins
    // also come with it. The home of `work` is called work@laptop, and work-user@laptop as well.
    homeMode: { admin: "both", nonAdmin: "standalone" },
  },
});
