import { sampleFleet, withMini } from "../sample-fleet.ts";
import { describeChecks } from "./check-table.ts";

const mac = { system: "aarch64-darwin", users: ["keith"] };

describeChecks("hosts", [
  [
    "one host name on two hosts, whatever the case",
    sampleFleet({
      hosts: {
        mini: { system: "x86_64-linux" },
        travel: { system: "x86_64-linux", hostname: "Mini" },
      },
    }),
    ["core/host-name-taken at hosts.travel.hostname"],
  ],
  [
    "the host name of a host that says none",
    sampleFleet({
      hosts: {
        mini: { system: "x86_64-linux", hostname: "travel" },
        travel: { system: "x86_64-linux" },
      },
    }),
    ["core/host-name-taken at hosts.travel"],
  ],
  [
    "a misspelt user on a Mac, and not that the primary user is missing",
    sampleFleet({ hosts: { mac: { ...mac, users: ["kieth"], primaryUser: "keith" } } }),
    ["core/unknown-user at hosts.mac.users[0]"],
  ],
  [
    "a standalone home on a host without a system, and nothing that follows from it",
    sampleFleet({ hosts: { mini: { users: { keith: { home: "standalone" } } } } }),
    ["core/missing-key at hosts.mini.system"],
  ],
  [
    "groups for a Mac alone",
    sampleFleet({
      hosts: { mac: { ...mac, users: { keith: { extraGroups: ["com.apple.access_ssh"] } } } },
    }),
    ["core/group-off-nixos at hosts.mac.users.keith.extraGroups"],
  ],
  [
    "NixOS on a Mac",
    sampleFleet({ hosts: { mac: { ...mac, platform: "nixos" } } }),
    ["core/platform-mismatch at hosts.mac.platform"],
  ],
  [
    "home-manager alone on a Mac",
    sampleFleet({ hosts: { mac: { ...mac, platform: "linux" } } }),
    ["core/platform-mismatch at hosts.mac.platform"],
  ],
  [
    "nix-darwin on a PC",
    withMini({ platform: "darwin" }),
    ["core/platform-mismatch at hosts.mini.platform"],
  ],
  [
    "a primary user off darwin",
    withMini({ primaryUser: "keith" }),
    ["core/primary-user-off-darwin at hosts.mini.primaryUser"],
  ],
  [
    "a primary user without an account",
    sampleFleet({ hosts: { mac: { ...mac, primaryUser: "traci" } } }),
    ["core/primary-user-without-account at hosts.mac.primaryUser"],
  ],
  [
    "system modules and features where there is no system",
    sampleFleet({
      features: { gaming: { groups: ["gamemode"] }, backup: {} },
      hosts: {
        mini: {
          system: "x86_64-linux",
          platform: "linux",
          features: ["gaming", "backup"],
          modules: ["hosts/extra.nix"],
        },
      },
    }),
    [
      "core/module-without-system at hosts.mini.modules",
      "core/module-without-system at hosts.mini.features[0]",
      "core/module-without-system at hosts.mini.features[1]",
    ],
  ],
  [
    "a feature that there is not, and not that it brings nothing",
    withMini({ platform: "linux", features: ["gamign"] }),
    ["core/unknown-feature at hosts.mini.features[0]"],
  ],
  [
    "no system modules where there is none, and tags",
    withMini({ platform: "linux", features: [], modules: [], tags: ["gaming"] }),
    [],
  ],
  [
    "a feature of a system",
    sampleFleet({
      features: { backup: {} },
      hosts: { mini: { system: "x86_64-linux", features: ["backup"] } },
    }),
    [],
  ],
  [
    "no release at all",
    sampleFleet({ defaults: {} }),
    ["core/missing-state-version at hosts.mini"],
  ],
]);
