import { defineConfig } from "vitest/config";

// Tests read the sources of sibling packages, so nothing needs a build first.
const conditions = ["@fleet/source"];

export default defineConfig({
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    reporters: ["default", "json"],
    outputFile: { json: "test-report.json" },
  },
});
