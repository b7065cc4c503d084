import { coreCodes } from "@fleet/core/internal";
import {
  type CodeIndex,
  chooseExitCode as chooseByIndex,
  type Diagnostic,
  defineCodes,
  indexCodes,
  joinCodes,
} from "@fleet/diagnostics";
import { nixEvalCodes } from "@fleet/nix-eval/codes";
import { profilesCodes } from "@fleet/profiles";
import { projectCodes } from "@fleet/project/codes";
import { secretsCodes } from "@fleet/secrets/codes";
import { sopsCodes } from "@fleet/sops/codes";
import { verifyCodes } from "@fleet/verify/codes";

/** What is wrong with a command line, or with what somebody asked for. */
const commandCodes = defineCodes("cli", {
  "bad-date": { severity: "error", stage: "run", exit: 2, when: "`--values-changed` has no date" },
  "bad-uid": { severity: "error", stage: "run", exit: 2, when: "an argument is no uid" },
  "not-confirmed": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "nobody agreed to the changes",
  },
  "not-owed": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "a file owes nothing that could be acknowledged",
  },
  "uid-clash": { severity: "error", stage: "declared", when: "two branches do not agree on a uid" },
  "uid-held": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "a uid cannot be freed because somebody has it",
  },
  "unknown-command": { severity: "error", stage: "run", exit: 2, when: "there is no such command" },
  "unknown-host": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "an argument names no host of the fleet",
  },
  "unknown-option": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "an option or argument is not known, or its value is wrong",
  },
  "unknown-reader": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "an argument names no user, host or operator",
  },
  "unknown-uid": { severity: "error", stage: "run", exit: 2, when: "nobody had the uid" },
});

/** A finding of the command, or of what it stands on. */
export const createProblem = joinCodes(joinCodes(projectCodes, sopsCodes), commandCodes).create;

/** Every catalogue of codes that the command can report. */
export const catalogues = [
  coreCodes,
  profilesCodes,
  secretsCodes,
  projectCodes,
  sopsCodes,
  commandCodes,
  verifyCodes,
  nixEvalCodes,
] as const;

let index: CodeIndex | undefined;

/** The exit code for some findings: 0 without errors, 2 where fleet could not do its work, 1 otherwise. */
export function chooseExitCode(diagnostics: readonly Diagnostic[]): 0 | 1 | 2 {
  if (diagnostics.length === 0) return 0;
  index ??= indexCodes(catalogues);
  return chooseByIndex(diagnostics, index);
}
