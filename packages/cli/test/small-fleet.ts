import type { TestFiles } from "@fleet/test-kit";

/** The declaration of a fleet of one host with one user, as the text of an object literal. */
export const smallDeclaration = `{
  users: { keith: { fullName: "Keith", isAdmin: true, uid: 1000 } },
  hosts: {
    mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["keith"] },
  },
}`;

/** The Nix files that it needs. */
export const smallModules: TestFiles = { "users/keith.nix": "{ }\n", "hosts/mini.nix": "{ }\n" };

/** The fleet as a folder with a typed config. */
export const smallFleet: TestFiles = {
  ...smallModules,
  "fleet.config.ts": `import { defineFleet } from "@fleet/core";\n\nexport default defineFleet(${smallDeclaration});\n`,
};
