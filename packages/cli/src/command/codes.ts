import { coreCodes } from "@fleet/core/internal";
import {
  type CodeIndex,
  chooseExitCode as chooseByIndex,
  type Diagnostic,
  defineCodes,
  indexCodes,
} from "@fleet/diagnostics";
import { importCodes } from "@fleet/import/codes";
import { lifeCodes } from "@fleet/life/codes";
import { nixEvalCodes } from "@fleet/nix-eval/codes";
import { profilesCodes } from "@fleet/profiles";
import { projectCodes } from "@fleet/project/codes";
import { secretsCodes } from "@fleet/secrets/codes";
import { sopsCodes } from "@fleet/sops/codes";
import { verifyCodes } from "@fleet/verify/codes";

/** What is wrong with a command line, or with an answer to a question. */
const commandCodes = defineCodes("cli", {
  "not-confirmed": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "nobody agreed to the changes",
  },
  "no-folder": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "the folder that the command was started in is gone",
  },
  "unknown-name": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "nothing is called by a name that is to be explained",
  },
  "unclear-name": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "a name that is to be explained is that of several things",
  },
  refused: { severity: "error", stage: "run", exit: 2, when: "the system refuses something" },
  "unknown-command": { severity: "error", stage: "run", exit: 2, when: "there is no such command" },
  "unknown-option": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "an option or argument is not known, or its value is wrong",
  },
});

/** A finding of the command itself; all others come from the packages. */
export const createProblem = commandCodes.create;

/** Every catalogue of codes that the command can report. */
export const catalogues = [
  coreCodes,
  profilesCodes,
  secretsCodes,
  projectCodes,
  sopsCodes,
  lifeCodes,
  commandCodes,
  verifyCodes,
  nixEvalCodes,
  importCodes,
] as const;

let index: CodeIndex | undefined;

/** What is known of every code, made when it is first asked for. */
export function openCodeIndex(): CodeIndex {
  index ??= indexCodes(catalogues);
  return index;
}

/** The exit code for some findings: 0 without errors, 2 where fleet could not do its work, 1 otherwise. */
export function chooseExitCode(diagnostics: readonly Diagnostic[]): 0 | 1 | 2 {
  if (diagnostics.length === 0) return 0;
  return chooseByIndex(diagnostics, openCodeIndex());
}
