import { defineCodes } from "@fleet/diagnostics";

/** What is wrong with generated files that are read back. */
export const codegenCodes = defineCodes("cli", {
  "bad-fleet-json": {
    severity: "error",
    stage: "disk",
    when: "a `fleet.json` of another time cannot be read: it is none, or a newer fleet wrote it",
  },
});
