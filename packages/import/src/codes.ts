import { defineCodes } from "@fleet/diagnostics";

/** The codes of an import. */
export const importCodes = defineCodes("import", {
  "nothing-found": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "there is nothing that a fleet could be read from",
  },
  "fleet-there": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "the folder holds a fleet already, or the file that was to be written is there",
  },
  "no-such-answer": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "an answer is to a question that is not asked, or is none of those that there are",
  },
  interrupted: {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "somebody ended the import before it was done",
  },
});
