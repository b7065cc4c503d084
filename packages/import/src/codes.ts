import { defineCodes } from "@fleet/diagnostics";

/** The codes of an import. */
export const importCodes = defineCodes("import", {
  "nothing-found": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "there is nothing that a fleet could be read from",
  },
});
