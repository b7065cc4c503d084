import { type CodeExample, mini, sshKey } from "./code-example.ts";

const both = `hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada", "ben"] } },`;

/** Accounts: rights, uids, keys, homes. */
export const accountExamples: readonly CodeExample[] = [
  {
    code: "core/wheel-without-admin",
    mistake: `users: {
  ada: { fullName: "Ada", isAdmin: true },
  ben: { fullName: "Ben", extraGroups: ["wheel"] },
},
${both}`,
    mended: `users: {
  ada: { fullName: "Ada", isAdmin: true },
  ben: { fullName: "Ben", isAdmin: true },
},
${both}`,
  },
  {
    code: "core/root-equivalent-group",
    mistake: `users: {
  ada: { fullName: "Ada", isAdmin: true },
  ben: { fullName: "Ben", extraGroups: ["docker"] },
},
${both}`,
    mended: `users: {
  ada: { fullName: "Ada", isAdmin: true },
  ben: { fullName: "Ben", extraGroups: ["docker"] },
},
policy: { acceptedGroups: { ben: ["docker"] } },
${both}`,
  },
  {
    code: "core/trusted-without-admin",
    mistake: `users: {
  ada: { fullName: "Ada", isAdmin: true },
  ben: { fullName: "Ben", isTrustedByNix: true },
},
${both}`,
    mended: `users: {
  ada: { fullName: "Ada", isAdmin: true },
  ben: { fullName: "Ben" },
},
${both}`,
  },
  {
    code: "core/uid-taken",
    mistake: `users: {
  ada: { fullName: "Ada", isAdmin: true, uid: 1000 },
  ben: { fullName: "Ben", uid: 1000 },
},
${both}`,
    mended: `users: {
  ada: { fullName: "Ada", isAdmin: true, uid: 1000 },
  ben: { fullName: "Ben", uid: 1001 },
},
${both}`,
  },
  {
    code: "core/uid-out-of-range",
    mistake: `users: { ada: { fullName: "Ada", isAdmin: true, uid: 100 } },
${mini}`,
    mended: `users: { ada: { fullName: "Ada", isAdmin: true, uid: 1000 } },
${mini}`,
  },
  {
    code: "core/bad-shell",
    mistake: `users: { ada: { fullName: "Ada", isAdmin: true, shell: "/bin/zsh" } },
${mini}`,
    mended: `users: { ada: { fullName: "Ada", isAdmin: true, shell: "zsh" } },
${mini}`,
  },
  {
    code: "core/bad-ssh-key",
    mistake: `users: { ada: { fullName: "Ada", isAdmin: true, sshKeys: ["ssh-ed25519 AAAA ada"] } },
${mini}`,
    mended: `users: {
  ada: {
    fullName: "Ada", isAdmin: true,
    sshKeys: ["${sshKey} ada"],
  },
},
${mini}`,
  },
  {
    code: "core/ssh-key-of-two",
    mistake: `users: {
  ada: { fullName: "Ada", isAdmin: true, sshKeys: ["${sshKey}"] },
  ben: { fullName: "Ben", sshKeys: ["${sshKey}"] },
},
${both}`,
    mended: `users: {
  ada: { fullName: "Ada", isAdmin: true, sshKeys: ["${sshKey}"] },
  ben: { fullName: "Ben" },
},
${both}`,
  },
  {
    code: "core/bad-email",
    mistake: `users: { ada: { fullName: "Ada", isAdmin: true, email: "ada at example.org" } },
${mini}`,
    mended: `users: { ada: { fullName: "Ada", isAdmin: true, email: "ada@example.org" } },
${mini}`,
  },
  {
    code: "core/email-of-two",
    mistake: `users: {
  ada: { fullName: "Ada", isAdmin: true, email: "ada@example.org" },
  ben: { fullName: "Ben", email: "ada@example.org" },
},
${both}`,
    mended: `users: {
  ada: { fullName: "Ada", isAdmin: true, email: "ada@example.org" },
  ben: { fullName: "Ben", email: "ben@example.org" },
},
${both}`,
  },
  {
    code: "core/home-directory-taken",
    mistake: `users: {
  ada: { fullName: "Ada", isAdmin: true },
  ben: { fullName: "Ben", homeDirectory: "/home/ada" },
},
${both}`,
    mended: `users: {
  ada: { fullName: "Ada", isAdmin: true },
  ben: { fullName: "Ben", homeDirectory: "/home/ben" },
},
${both}`,
  },
  {
    code: "core/bad-home-directory",
    mistake: `users: { ada: { fullName: "Ada", isAdmin: true, homeDirectory: "home/ada" } },
${mini}`,
    mended: `users: { ada: { fullName: "Ada", isAdmin: true, homeDirectory: "/home/ada" } },
${mini}`,
  },
  {
    code: "core/user-without-host",
    mistake: `users: { ada: { fullName: "Ada", isAdmin: true }, ben: { fullName: "Ben" } },
${mini}`,
    mended: `users: { ada: { fullName: "Ada", isAdmin: true }, ben: { fullName: "Ben" } },
${both}`,
  },
  {
    code: "core/readable-password-hash",
    mistake: `users: {
  ada: {
    fullName: "Ada", isAdmin: true,
    password: { hash: "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7" },
  },
},
${mini}`,
    mended: `users: { ada: { fullName: "Ada", isAdmin: true, sshKeys: ["${sshKey}"] } },
${mini}`,
  },
  {
    code: "core/member-without-account",
    mistake: `users: { ada: { fullName: "Ada", isAdmin: true }, ben: { fullName: "Ben", hosts: ["desk"] } },
hosts: {
  mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada"] },
  desk: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada"] },
},
groups: { media: { hosts: ["mini"], members: ["ben"] } },`,
    mended: `users: { ada: { fullName: "Ada", isAdmin: true }, ben: { fullName: "Ben", hosts: ["desk"] } },
hosts: {
  mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada"] },
  desk: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada"] },
},
groups: { media: { hosts: ["desk"], members: ["ben"] } },`,
  },
];
