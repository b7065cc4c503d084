import { configDefaults, defineConfig } from "vitest/config";

// Tests read the sources of sibling packages, so nothing needs a build first.
const conditions = ["@fleet/source"];

export default defineConfig({
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    // What Node loads by itself, such as a config's import of @fleet/core, comes from the sources as well.
    execArgv: ["--conditions=@fleet/source"],
    // The runner of scripts hooks into Node's own loader, which vitest's would come before.
    server: { deps: { external: [/\/packages\/project\/src\/node\//] } },
    // What takes minutes runs where `npm test -- --all` asks for it, as .ci/run does.
    exclude: [
      ...configDefaults.exclude,
      ...(process.env["FLEET_TEST_SLOW"] === undefined ? ["**/*.slow.test.ts"] : []),
    ],
    // Tests run real programs, several at once on machines that others use: only what hangs fails.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    reporters: ["default", "json"],
    outputFile: { json: "test-report.json" },
  },
});
