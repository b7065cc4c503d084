import { defineCodes } from "@fleet/diagnostics";

/** What keeps Nix from giving a value, or what it says beside one. */
export const nixEvalCodes = defineCodes("nix-eval", {
  "missing-nix": { severity: "error", stage: "run", exit: 2, when: "no Nix can be found" },
  "old-nix": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "the Nix that can be found is older than 2.8",
  },
  "syntax-error": { severity: "error", stage: "run", when: "the code cannot be read as Nix" },
  "undefined-variable": {
    severity: "error",
    stage: "run",
    when: "the code names a variable that is not there",
  },
  "missing-attribute": {
    severity: "error",
    stage: "run",
    when: "the code, or the request, names an attribute that is not there",
  },
  throw: { severity: "error", stage: "run", when: "the code itself refuses (`throw`, `abort`)" },
  "failed-assertion": {
    severity: "error",
    stage: "run",
    when: "an `assert` does not hold, or an assertion of NixOS, nix-darwin or home-manager: one finding for each",
  },
  "infinite-recursion": { severity: "error", stage: "run", when: "a value needs itself" },
  "stack-overflow": {
    severity: "error",
    stage: "run",
    when: "a function calls itself without end, or the value contains itself",
  },
  "missing-file": {
    severity: "error",
    stage: "run",
    when: "a path does not exist, or git does not track it",
  },
  impure: {
    severity: "error",
    stage: "run",
    when: "the code reads what a pure evaluation may not",
  },
  "fetch-failed": { severity: "error", stage: "run", exit: 2, when: "an input cannot be fetched" },
  "not-json": {
    severity: "error",
    stage: "run",
    when: "the value is a function, or holds text that is not UTF-8",
  },
  "time-out": { severity: "error", stage: "run", exit: 2, when: "Nix took longer than it may" },
  cancelled: { severity: "error", stage: "run", exit: 2, when: "whoever asked gave up waiting" },
  killed: { severity: "error", stage: "run", exit: 2, when: "a signal ended Nix" },
  "out-of-memory": { severity: "error", stage: "run", exit: 2, when: "Nix ran out of memory" },
  "too-large": {
    severity: "error",
    stage: "run",
    when: "an argument is beyond 120,000 bytes, the JSON beyond 256 MiB, or the messages beyond 16 MiB",
  },
  "unwritable-text": {
    severity: "error",
    stage: "run",
    when: "the request holds NUL, half of a surrogate pair, or a name that an old Nix cannot select",
  },
  failed: { severity: "error", stage: "run", when: "anything else, in the words of Nix" },
  warning: {
    severity: "warning",
    stage: "run",
    when: "the evaluated code warns, beside its value",
  },
});

/** What can keep Nix from giving a value: the second half of a code. */
export type NixProblem = Exclude<keyof typeof nixEvalCodes.entries, "warning">;
