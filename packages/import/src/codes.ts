import { defineCodes } from "@fleet/diagnostics";

/** The codes of an import. */
export const importCodes = defineCodes("import", {
  "nothing-found": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "there is nothing that a fleet could be read from",
  },
  "not-proven": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "what was written could not be tried beside the flake that is there",
  },
});
