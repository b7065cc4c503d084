import { defineCodes } from "@fleet/diagnostics";

/** The codes of an import. */
export const importCodes = defineCodes("import", {
  "nothing-found": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "there is nothing that a fleet could be read from",
  },
  "unread-inventory": {
    severity: "warning",
    stage: "run",
    when: "the inventory of clan could not be read or evaluated, so that only files tell of its machines",
  },
  "unread-agenix": {
    severity: "warning",
    stage: "run",
    when: "a secrets.nix of agenix could not be read or evaluated, or says nothing of what age can encrypt to",
  },
});
