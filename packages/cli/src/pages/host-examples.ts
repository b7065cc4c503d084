import { ada, type CodeExample, mini } from "./code-example.ts";

/** Hosts, features, profiles, and configs that give no declaration. */
export const hostExamples: readonly CodeExample[] = [
  {
    code: "core/missing-state-version",
    mistake: `${ada}
hosts: { mini: { system: "x86_64-linux", users: ["ada"] } },`,
    mended: `${ada}
hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada"] } },`,
  },
  {
    code: "core/bad-state-version",
    mistake: `${ada}
hosts: { mini: { system: "x86_64-linux", stateVersion: "24.5", users: ["ada"] } },`,
    mended: `${ada}
hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada"] } },`,
  },
  {
    code: "core/host-without-admin",
    mistake: `users: { ada: { fullName: "Ada" } },
${mini}`,
    mended: `users: { ada: { fullName: "Ada", isAdmin: true } },
${mini}`,
  },
  {
    code: "core/primary-user-off-darwin",
    mistake: `${ada}
hosts: {
  mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada"], primaryUser: "ada" },
},`,
    mended: `${ada}
hosts: {
  mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada"] },
},`,
  },
  {
    code: "core/primary-user-without-account",
    mistake: `users: { ada: { fullName: "Ada", isAdmin: true }, ben: { fullName: "Ben", hosts: ["mini"] } },
hosts: {
  mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada"] },
  air: { system: "aarch64-darwin", stateVersion: "24.05", users: ["ada"], primaryUser: "ben" },
},`,
    mended: `users: { ada: { fullName: "Ada", isAdmin: true }, ben: { fullName: "Ben", hosts: ["mini"] } },
hosts: {
  mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada"] },
  air: { system: "aarch64-darwin", stateVersion: "24.05", users: ["ada"], primaryUser: "ada" },
},`,
  },
  {
    code: "core/platform-mismatch",
    mistake: `${ada}
hosts: {
  mini: { system: "x86_64-linux", platform: "darwin", stateVersion: "24.05", users: ["ada"] },
},`,
    mended: `${ada}
hosts: {
  mini: { system: "x86_64-linux", platform: "nixos", stateVersion: "24.05", users: ["ada"] },
},`,
  },
  {
    code: "core/engine-mismatch",
    mistake: `${ada}
hosts: {
  mini: {
    system: "x86_64-linux", stateVersion: "24.05", users: ["ada"],
    deploy: { engine: "darwin-rebuild" },
  },
},`,
    mended: `${ada}
hosts: {
  mini: {
    system: "x86_64-linux", stateVersion: "24.05", users: ["ada"],
    deploy: { engine: "nixos-rebuild" },
  },
},`,
  },
  {
    code: "core/unused-feature",
    mistake: `${ada}
features: { gaming: { modules: [] } },
${mini}`,
    mended: `${ada}
features: { gaming: { modules: [] } },
hosts: {
  mini: {
    system: "x86_64-linux", stateVersion: "24.05", users: ["ada"],
    features: ["gaming"],
  },
},`,
  },
  {
    code: "core/unused-profile",
    mistake: `${ada}
profiles: { desktop: {} },
${mini}`,
    mended: `${ada}
profiles: { desktop: {} },
defaults: { homeProfile: "desktop" },
${mini}`,
  },
  {
    code: "core/port-taken",
    mistake: `users: {
  ada: { fullName: "Ada", isAdmin: true, services: { codeServer: { port: 8080 } } },
  ben: { fullName: "Ben", services: { codeServer: { port: 8080 } } },
},
hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada", "ben"] } },`,
    mended: `users: {
  ada: { fullName: "Ada", isAdmin: true, services: { codeServer: { port: 8080 } } },
  ben: { fullName: "Ben", services: { codeServer: { port: 8081 } } },
},
hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada", "ben"] } },`,
  },
  {
    code: "core/bad-path",
    mistake: `${ada}
hosts: {
  mini: {
    system: "x86_64-linux", stateVersion: "24.05", users: ["ada"],
    modules: ["../elsewhere.nix"],
  },
},`,
    mended: `${ada}
hosts: {
  mini: {
    system: "x86_64-linux", stateVersion: "24.05", users: ["ada"],
    modules: [],
  },
},`,
  },
  {
    code: "core/unused-acceptance",
    mistake: `${ada}
${mini}
policy: {
  accept: [{ code: "core/trusted-without-admin", at: "users.ada", reason: "she builds for all" }],
},`,
    mended: `${ada}
${mini}
policy: {
  accept: [],
},`,
  },
  {
    code: "profiles/cycle",
    mistake: `${ada}
profiles: { desktop: { extends: ["base"] }, base: { extends: ["desktop"] } },
defaults: { homeProfile: "desktop" },
${mini}`,
    mended: `${ada}
profiles: { desktop: { extends: ["base"] }, base: {} },
defaults: { homeProfile: "desktop" },
${mini}`,
  },
  {
    code: "profiles/no-system",
    mistake: `users: { ada: { fullName: "Ada", home: "integrated" } },
hosts: { box: { system: "x86_64-linux", platform: "linux", stateVersion: "24.05", users: ["ada"] } },`,
    mended: `users: { ada: { fullName: "Ada", home: "standalone" } },
hosts: { box: { system: "x86_64-linux", platform: "linux", stateVersion: "24.05", users: ["ada"] } },`,
  },
  {
    code: "cli/no-default-export",
    isWhole: true,
    mistake: `import { defineFleet } from "@fleet/core";

export const fleet = defineFleet({ users: {}, hosts: {} });`,
    mended: `import { defineFleet } from "@fleet/core";

export default defineFleet({ users: {}, hosts: {} });`,
  },
  {
    code: "cli/not-a-declaration",
    isWhole: true,
    mistake: `import { defineFleet } from "@fleet/core";

export default () => defineFleet({ users: {}, hosts: {} });`,
    mended: `import { defineFleet } from "@fleet/core";

export default defineFleet({ users: {}, hosts: {} });`,
  },
  {
    code: "cli/module-not-found",
    isWhole: true,
    mistake: `import { defineFleet } from "@fleet/core";
import { users } from "./people.ts";

export default defineFleet({ users, hosts: {} });`,
    mended: `import { defineFleet } from "@fleet/core";

export default defineFleet({ users: {}, hosts: {} });`,
  },
];
