import { ada, type CodeExample, mini } from "./code-example.ts";

/** Names that nothing has, or two, and keys that mean nothing. */
export const nameExamples: readonly CodeExample[] = [
  {
    code: "core/unknown-user",
    mistake: `${ada}
hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada", "bne"] } },`,
    mended: `users: { ada: { fullName: "Ada", isAdmin: true }, ben: { fullName: "Ben" } },
hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada", "ben"] } },`,
  },
  {
    code: "core/unknown-host",
    mistake: `users: {
  ada: { fullName: "Ada", isAdmin: true },
  ben: { fullName: "Ben", hosts: ["minni"] },
},
${mini}`,
    mended: `users: {
  ada: { fullName: "Ada", isAdmin: true },
  ben: { fullName: "Ben", hosts: ["mini"] },
},
${mini}`,
  },
  {
    code: "core/unknown-profile",
    mistake: `users: { ada: { fullName: "Ada", isAdmin: true, homeProfile: "desktp" } },
profiles: { desktop: {} },
defaults: { homeProfile: "desktop" },
${mini}`,
    mended: `users: { ada: { fullName: "Ada", isAdmin: true, homeProfile: "desktop" } },
profiles: { desktop: {} },
defaults: { homeProfile: "desktop" },
${mini}`,
  },
  {
    code: "core/unknown-feature",
    mistake: `${ada}
features: { gaming: {} },
hosts: {
  mini: {
    system: "x86_64-linux", stateVersion: "24.05", users: ["ada"],
    features: ["gaming", "print"],
  },
},`,
    mended: `${ada}
features: { gaming: {}, print: {} },
hosts: {
  mini: {
    system: "x86_64-linux", stateVersion: "24.05", users: ["ada"],
    features: ["gaming", "print"],
  },
},`,
  },
  {
    code: "core/unknown-aggregate",
    mistake: `users: { ada: { fullName: "Ada", isAdmin: true, aggregates: ["edit"] } },
aggregates: { editors: {} },
defaults: { aggregates: ["editors"] },
${mini}`,
    mended: `users: { ada: { fullName: "Ada", isAdmin: true, aggregates: ["editors"] } },
aggregates: { editors: {} },
defaults: { aggregates: [] },
${mini}`,
  },
  {
    code: "core/unknown-key",
    mistake: `users: { ada: { fullName: "Ada", isAdmin: true, shel: "fish" } },
${mini}`,
    mended: `users: { ada: { fullName: "Ada", isAdmin: true, shell: "fish" } },
${mini}`,
  },
  {
    code: "core/wrong-type",
    mistake: `users: { ada: { fullName: "Ada", isAdmin: "yes" } },
${mini}`,
    mended: `users: { ada: { fullName: "Ada", isAdmin: true } },
${mini}`,
  },
  {
    code: "core/missing-key",
    mistake: `${ada}
hosts: { mini: { stateVersion: "24.05", users: ["ada"] } },`,
    mended: `${ada}
hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada"] } },`,
  },
  {
    code: "core/unknown-tag",
    mistake: `${ada}
${mini}
groups: { media: { hosts: ["tag:server"] } },`,
    mended: `${ada}
hosts: {
  mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada"], tags: ["server"] },
},
groups: { media: { hosts: ["tag:server"] } },`,
  },
  {
    code: "core/bad-host-selector",
    mistake: `${ada}
${mini}
groups: { media: { hosts: ["platform:windows"] } },`,
    mended: `${ada}
${mini}
groups: { media: { hosts: ["platform:nixos"] } },`,
  },
  {
    code: "core/bad-name",
    mistake: `users: { ada: { fullName: "Ada", isAdmin: true, username: "Ada L." } },
${mini}`,
    mended: `users: { ada: { fullName: "Ada", isAdmin: true, username: "ada-l" } },
${mini}`,
  },
  {
    code: "core/repeated-item",
    mistake: `users: { ada: { fullName: "Ada", isAdmin: true, extraGroups: ["video", "video"] } },
${mini}`,
    mended: `users: { ada: { fullName: "Ada", isAdmin: true, extraGroups: ["video"] } },
${mini}`,
  },
  {
    code: "core/placed-twice",
    mistake: `users: { ada: { fullName: "Ada", isAdmin: true, hosts: { mini: { shell: "fish" } } } },
${mini}`,
    mended: `users: { ada: { fullName: "Ada", isAdmin: true } },
hosts: {
  mini: { system: "x86_64-linux", stateVersion: "24.05", users: { ada: { shell: "fish" } } },
},`,
  },
  {
    code: "core/host-name-taken",
    mistake: `${ada}
hosts: {
  mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada"] },
  desk: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada"], hostname: "mini" },
},`,
    mended: `${ada}
hosts: {
  mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada"] },
  desk: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada"], hostname: "desk" },
},`,
  },
  {
    code: "core/login-taken",
    mistake: `users: {
  ada: { fullName: "Ada", isAdmin: true },
  ben: { fullName: "Ben", username: "ada" },
},
hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada", "ben"] } },`,
    mended: `users: {
  ada: { fullName: "Ada", isAdmin: true },
  ben: { fullName: "Ben" },
},
hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada", "ben"] } },`,
  },
];
