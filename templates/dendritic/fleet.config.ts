import { defineFleet } from "@fleet/core";

// Keys and secrets are comments here: write your own, and take the `//` away.
export default defineFleet({
  users: {
    // One person with two logins: `cameron`, and `crs58` on the two Macs that had it already.
    crs58: {
      fullName: "Cameron Smith",
      // email: "name@example.org",
      username: "cameron",
      isAdmin: true,
      // With the system everywhere, also on the Macs of others, which crs58 switches.
      home: "integrated",
      aggregates: ["ai", "development"],
      stateVersion: "23.11",
      // sshKeys: ["ssh-ed25519 AAAA…"],
      // ageKeys: ["age1…"],
      // secrets: { "github-token": {}, "ssh-signing-key": { mode: "0400" } },
    },

    raquel: {
      fullName: "Raquel",
      // Nobody else can open the secrets of who is no admin. So each has a second key, on paper.
      // ageKeys: [
      //   "age1…",
      //   "age1…",
      // ],
      // secrets: { "github-token": {} },
    },
    janettesmith: {
      fullName: "Janette Smith",
      // ageKeys: [
      //   "age1…",
      //   "age1…",
      // ],
      // secrets: { "github-token": {} },
    },
    christophersmith: {
      fullName: "Christopher Smith",
      // ageKeys: [
      //   "age1…",
      //   "age1…",
      // ],
      // secrets: { "github-token": {} },
    },
  },

  hosts: {
    // A Mac has its uids before it is in a fleet, so they are written down for each.
    stibnite: {
      system: "aarch64-darwin",
      formFactor: "laptop",
      features: ["base", "ssh-known-hosts"],
      primaryUser: "crs58",
      users: { crs58: { username: "crs58", uid: 501 } },
      // sshHostKey: "ssh-ed25519 AAAA…",
    },
    blackphos: {
      system: "aarch64-darwin",
      formFactor: "laptop",
      features: ["base", "ssh-known-hosts"],
      primaryUser: "raquel",
      users: {
        // Her home comes with the system, and she can also activate it herself.
        raquel: { uid: 501, home: "both" },
        crs58: { username: "crs58", uid: 502 },
      },
      // sshHostKey: "ssh-ed25519 AAAA…",
    },
    rosegold: {
      system: "aarch64-darwin",
      formFactor: "laptop",
      features: ["base", "ssh-known-hosts"],
      primaryUser: "janettesmith",
      users: { janettesmith: { uid: 501 }, crs58: { uid: 502 } },
      // sshHostKey: "ssh-ed25519 AAAA…",
    },
    argentum: {
      system: "aarch64-darwin",
      formFactor: "laptop",
      features: ["base", "ssh-known-hosts"],
      primaryUser: "christophersmith",
      users: { christophersmith: { uid: 501 }, crs58: { uid: 502 } },
      // sshHostKey: "ssh-ed25519 AAAA…",
    },

    // The uid on servers is the same on all of them: fleet.lock.json remembers it.
    cinnabar: {
      system: "x86_64-linux",
      formFactor: "server",
      features: ["base", "ssh-known-hosts"],
      users: ["crs58"],
      tags: ["controller"],
      // By path, beside the module machines/nixos/cinnabar that the layout finds by name.
      modules: ["modules/machines/nixos/cinnabar/disko.nix"],
      // sshHostKey: "ssh-ed25519 AAAA…",
      // secrets: { "network-identity": {} },
    },
    electrum: {
      system: "x86_64-linux",
      formFactor: "server",
      features: ["base", "ssh-known-hosts"],
      users: ["crs58"],
      // sshHostKey: "ssh-ed25519 AAAA…",
    },
    galena: {
      system: "x86_64-linux",
      formFactor: "server",
      features: ["base", "ssh-known-hosts"],
      users: ["crs58"],
      // sshHostKey: "ssh-ed25519 AAAA…",
    },
    scheelite: {
      system: "x86_64-linux",
      formFactor: "server",
      features: ["base", "ssh-known-hosts"],
      users: ["crs58"],
      // sshHostKey: "ssh-ed25519 AAAA…",
    },
  },

  // Modules by name: `flake.modules.darwin."machines/darwin/stibnite"` of a host,
  // `flake.modules.homeManager."users/crs58"` of a user, `….core` of an aggregate, `….base` of a feature.
  layout: "dendritic",
  features: { base: {}, "ssh-known-hosts": {} },
  aggregates: {
    ai: {},
    core: {},
    development: {},
    // One more on Macs than on servers.
    shell: { modules: [{ attr: "shell" }, { attr: "mac-terminal", platforms: ["darwin"] }] },
  },

  // secrets: {
  //   defaultRules: false,
  //   // What clan generates, encrypts and looks after itself.
  //   ignore: ["vars/**"],
  //   userFile: "secrets/home-manager/users/{user}/secrets.yaml",
  //   files: [
  //     // An admin's own: the user, and the hosts where they are admin. Anybody else's: that user alone.
  //     {
  //       path: "secrets/home-manager/users/{user}/secrets.yaml",
  //       readers: ["user:{user}", "hosts@{user}:admin"],
  //       operators: false,
  //     },
  //     { path: "secrets/hosts/{host}.yaml", readers: ["host:{host}", "admins@{host}"] },
  //   ],
  // },
  // operators: { recovery: { ageKeys: ["age1…"] } },

  defaults: {
    shell: "zsh",
    stateVersion: "25.05",
    aggregates: ["core", "shell"],
    // Homes of admins come with the system; the others are activated without root.
    homeMode: { admin: "integrated", nonAdmin: "standalone" },
    // `clan machines update stibnite`, and `nh home switch` on the machine.
    deploy: { engine: "clan", home: "nh" },
  },
});
