import { defineFleet } from "@fleet/core";

// All keys here are test keys, whose private halves were never kept.
export default defineFleet({
  users: {
    // One person with two logins: `cameron`, and `crs58` on the two Macs that had it already.
    crs58: {
      fullName: "Cameron Smith",
      email: "cameron.ray.smith@gmail.com",
      username: "cameron",
      isAdmin: true,
      // With the system everywhere, also on the Macs of others, which crs58 switches.
      home: "integrated",
      aggregates: ["ai", "development"],
      stateVersion: "23.11",
      sshKeys: [
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFgEINrZwPNhTKGm1WgKn2Bf78EKc9nc1vg8eoU9v+y3 crs58: test key",
      ],
      ageKeys: ["age1nzjewrmenp6mfkgs6h9f4jdwvnk738cmwcuj2afzn8l94e2mkdzs2n52n4"],
      secrets: { "github-token": {}, "ssh-signing-key": { mode: "0400" } },
    },

    raquel: {
      fullName: "Raquel",
      // Nobody else can open the secrets of who is no admin. So each has a second key, on paper.
      ageKeys: [
        "age1ngzfzvvevp6klp9df80ud0r38x2hzh3efejjzry37vp5ejzwvsvqfg039j",
        "age1r5pe4npgckjj0qm8j6uvjx474eqt96lcpp70j09ajp763t03syrqrps87j",
      ],
      secrets: { "github-token": {} },
    },
    janettesmith: {
      fullName: "Janette Smith",
      ageKeys: [
        "age1ezw8z44lq34k9n47dc0206tzt0dhluf4k2zn3ejx677yc0ex85wsyte95a",
        "age19s94tw6tafaepl0a6p7pldqtrxtuqag2su9dhl3swv9wvadkmexsw946uk",
      ],
      secrets: { "github-token": {} },
    },
    christophersmith: {
      fullName: "Christopher Smith",
      ageKeys: [
        "age1r0l67xq9xun3mh9pefvkcdn4amxdrqt4q4e0sgjmfkund6she4jq48uxg5",
        "age12wnl9d5avnp9pd5zs3m2n7hv89yglkls4uxpktc5rasm475pva9st8me6a",
      ],
      secrets: { "github-token": {} },
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
      sshHostKey:
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJaDO1tkixLEjIk5xiPiwRp/Wbzmx5n0/cWb08LifpXl stibnite: test key",
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
      sshHostKey:
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIYj6kDdyRHQCBiBc67guiU+g25oDpo6G/QwcTKZtG4i blackphos: test key",
    },
    rosegold: {
      system: "aarch64-darwin",
      formFactor: "laptop",
      features: ["base", "ssh-known-hosts"],
      primaryUser: "janettesmith",
      users: { janettesmith: { uid: 501 }, crs58: { uid: 502 } },
      sshHostKey:
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILnRQ6xQjLi9/G6kl2g3AiZDG/4yc/FwbWdLWSMzkeHI rosegold: test key",
    },
    argentum: {
      system: "aarch64-darwin",
      formFactor: "laptop",
      features: ["base", "ssh-known-hosts"],
      primaryUser: "christophersmith",
      users: { christophersmith: { uid: 501 }, crs58: { uid: 502 } },
      sshHostKey:
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINZsgPHTdZPgqZTK3EvRkShxA24vgA/asgsgaADIeHeE argentum: test key",
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
      sshHostKey:
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPPgvzC58amErPnj4yEuwNkcDe+WK0jt7uOFp7vZu4ys cinnabar: test key",
      secrets: { "network-identity": {} },
    },
    electrum: {
      system: "x86_64-linux",
      formFactor: "server",
      features: ["base", "ssh-known-hosts"],
      users: ["crs58"],
      sshHostKey:
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ7q8ELm1UgLmw9pB3DLh4zbuDJiVgsOZ8sRMUUcnKfR electrum: test key",
    },
    galena: {
      system: "x86_64-linux",
      formFactor: "server",
      features: ["base", "ssh-known-hosts"],
      users: ["crs58"],
      sshHostKey:
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMKhd+wZtFH3oem11PFmdmXA3djX8x9j4WVuGza6/wLd galena: test key",
    },
    scheelite: {
      system: "x86_64-linux",
      formFactor: "server",
      features: ["base", "ssh-known-hosts"],
      users: ["crs58"],
      sshHostKey:
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIENc7j8HLSfnR4P0yROD3ppYU6622Hj6fQnxjnbJvHFV scheelite: test key",
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

  secrets: {
    defaultRules: false,
    // What clan generates, encrypts and looks after itself.
    ignore: ["vars/**"],
    userFile: "secrets/home-manager/users/{user}/secrets.yaml",
    files: [
      // An admin's own: the user, and the hosts where they are admin. Anybody else's: that user alone.
      {
        path: "secrets/home-manager/users/{user}/secrets.yaml",
        readers: ["user:{user}", "hosts@{user}:admin"],
        operators: false,
      },
      { path: "secrets/hosts/{host}.yaml", readers: ["host:{host}", "admins@{host}"] },
    ],
  },
  operators: {
    recovery: { ageKeys: ["age17xr7laa7x3v9flnr8sw8l68dkmq879azxt26gsdfp3a8dt6hg9lqjrzpwk"] },
  },

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
