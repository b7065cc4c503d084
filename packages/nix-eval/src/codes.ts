import { defineCodes } from "@fleet/diagnostics";

/** What keeps Nix from giving a value, or what it says beside one. */
export const nixEvalCodes = defineCodes("nix-eval", {
  "missing-nix": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "there is no Nix, or one before 2.8",
  },
  "old-nix": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "there is no Nix, or one before 2.8",
  },
  "syntax-error": {
    severity: "error",
    stage: "run",
    when: "the code cannot be read, or names what is not there",
  },
  "undefined-variable": {
    severity: "error",
    stage: "run",
    when: "the code cannot be read, or names what is not there",
  },
  "missing-attribute": {
    severity: "error",
    stage: "run",
    when: "the code cannot be read, or names what is not there",
  },
  throw: { severity: "error", stage: "run", when: "the code itself refuses (`throw`, `abort`)" },
  "failed-assertion": {
    severity: "error",
    stage: "run",
    when: "an `assert`, or an assertion of NixOS, nix-darwin or home-manager: one diagnostic for each",
  },
  "infinite-recursion": {
    severity: "error",
    stage: "run",
    when: "a value needs itself, or a function never ends",
  },
  "stack-overflow": {
    severity: "error",
    stage: "run",
    when: "a value needs itself, or a function never ends",
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
  "time-out": { severity: "error", stage: "run", exit: 2, when: "Nix did not get to its end" },
  cancelled: { severity: "error", stage: "run", exit: 2, when: "Nix did not get to its end" },
  killed: { severity: "error", stage: "run", exit: 2, when: "Nix did not get to its end" },
  "out-of-memory": { severity: "error", stage: "run", exit: 2, when: "Nix did not get to its end" },
  "too-large": {
    severity: "error",
    stage: "run",
    when: "an argument beyond 120,000 bytes, 256 MiB of JSON, or 16 MiB of messages",
  },
  "unwritable-text": {
    severity: "error",
    stage: "run",
    when: "the request holds NUL or half of a surrogate pair",
  },
  failed: { severity: "error", stage: "run", when: "anything else, in the words of Nix" },
  warning: {
    severity: "warning",
    stage: "run",
    when: "a warning of the evaluated code, beside the value",
  },
});
