import { ledgerCodes } from "@fleet/core/internal";
import { defineCodes, joinCodes } from "@fleet/diagnostics";

const ownCodes = defineCodes("cli", {
  "bad-root": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "`--root` names no folder that can be opened",
  },
  "no-config": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "there is no config file in the folder, or in any above it",
  },
  "several-configs": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "a folder holds more than one config file",
  },
  "foreign-config": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "the config that was found is a script of another user, and reading it would run it",
  },
  "script-config": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "the config is a script, and only data may be read (`--data-only`, `FLEET_DATA_ONLY`)",
  },
  "bad-file": { severity: "error", stage: "disk", when: "a file is not text in UTF-8" },
  "file-outside-root": {
    severity: "error",
    stage: "disk",
    when: "a file leads out of the fleet's folder",
  },
  "too-large": { severity: "error", stage: "disk", when: "a file is larger than 32 MiB" },
  "closed-folder": {
    severity: "error",
    stage: "disk",
    when: "a folder of the fleet may not be read",
  },
  "unreadable-file": { severity: "error", stage: "disk", when: "a file cannot be read" },
  "untracked-file": {
    severity: "error",
    stage: "disk",
    when: "git does not track a file, so that a flake cannot see it",
  },
  "submodule-unseen": {
    severity: "warning",
    choice: true,
    stage: "disk",
    when: "files of the fleet lie in a git submodule, which a flake sees only where it is told to",
  },
  "primary-user-needed": {
    severity: "warning",
    choice: true,
    stage: "disk",
    when: "a Mac has no primary user, and its modules set what nix-darwin does as that user",
  },
  "unset-key": {
    severity: "warning",
    choice: true,
    stage: "disk",
    when: "a host that builds itself has an account whose SSH key is to come from an environment variable, which nobody sets there",
  },
  "types-version": {
    severity: "warning",
    choice: true,
    stage: "disk",
    when: "the types of `@fleet/core` that editors check the config by are of another version than the command",
  },
  "git-failed": {
    severity: "error",
    stage: "disk",
    when: "git does not say which files it tracks, or what is in conflict",
  },
  "config-exits": { severity: "error", stage: "declared", when: "a config ends the process" },
  "config-throws": {
    severity: "error",
    stage: "declared",
    when: "a config throws, or a getter in the declaration does",
  },
  "config-unfinished": {
    severity: "error",
    stage: "declared",
    when: "a config waits for something that does not happen within 30 seconds, or computes for as long",
  },
  "config-works-on": {
    severity: "error",
    stage: "declared",
    when: "a config is still at work after its export, or changes what it exported",
  },
  "too-large-value": {
    severity: "error",
    stage: "declared",
    when: "a declaration holds more values, texts or levels than anybody means",
  },
  "unreadable-value": {
    severity: "error",
    stage: "declared",
    when: "a declaration stands inside of itself, or has a key that is no text",
  },
  "duplicate-key": {
    severity: "error",
    stage: "declared",
    when: "a key stands twice in YAML or JSON",
  },
  "empty-config": {
    severity: "error",
    stage: "declared",
    when: "a config in YAML or JSON holds nothing",
  },
  "module-not-found": {
    severity: "error",
    stage: "declared",
    when: "a config imports what is not there",
  },
  "no-default-export": {
    severity: "error",
    stage: "declared",
    when: "a script exports no declaration",
  },
  "not-a-declaration": {
    severity: "error",
    stage: "declared",
    when: "a script exports a promise, a function, or nothing that can be a declaration",
  },
  "source-outside-root": {
    severity: "error",
    stage: "declared",
    when: "a config imports a file that lies outside of the fleet's folder",
  },
  "syntax-error": {
    severity: "error",
    stage: "declared",
    when: "a config is not written in its language",
  },
  "yaml-problem": {
    severity: "error",
    stage: "declared",
    when: "a config in YAML says something that YAML reads otherwise than people",
  },
  "unreadable-key-file": {
    severity: "error",
    stage: "declared",
    when: "a file that SSH keys are read from cannot be read, or is not one of the fleet's folder",
  },
  "files-unread": {
    severity: "warning",
    stage: "disk",
    when: "a declaration was computed without looking at any file",
  },
  "stale-file": {
    severity: "error",
    stage: "disk",
    when: "a generated file is missing, or is not what `fleet generate` writes now",
  },
  "altered-file": {
    severity: "error",
    stage: "disk",
    when: "a generated file was edited by hand, or is not fleet's",
  },
  "edited-file": {
    severity: "error",
    stage: "run",
    when: "a file that is to be written was edited by hand, or is not fleet's, and nobody gave it up (`--force`)",
  },
  "cannot-write": { severity: "error", stage: "run", exit: 2, when: "a file cannot be written" },
  "leftover-file": {
    severity: "warning",
    stage: "disk",
    when: "a run of fleet that was killed has left a temporary file",
  },
  "file-changed": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "a file changed while fleet was at work",
  },
  "bad-lock": {
    severity: "error",
    stage: "declared",
    when: "`fleet.lock.json` cannot be used",
  },
  "lock-missing": {
    severity: "error",
    stage: "declared",
    when: "`fleet.lock.json` is gone though git tracks it, or git does not say whether it did",
  },
  "uid-clash": { severity: "error", stage: "declared", when: "two branches do not agree on a uid" },
  "bad-uid": { severity: "error", stage: "run", exit: 2, when: "an argument is no uid" },
  "uid-held": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "a uid cannot be freed because somebody has it",
  },
  "unknown-uid": { severity: "error", stage: "run", exit: 2, when: "nobody had the uid" },
  "unknown-host": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "an argument names no host of the fleet, or no Mac where only a Mac can be meant",
  },
  "no-revision": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "what a fleet is compared with is no commit that is here, or nothing can be told of the fleet there",
  },
  "fleet-begun": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "a fleet is to begin where one has begun already",
  },
  "flake-there": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "a fleet is to begin beside a flake that is there, and nobody said how",
  },
  "unfinished-merge": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "a repository is in the middle of a merge, or the like, which has to end first",
  },
  "in-the-way": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "something stands where a file or a folder has to be",
  },
  "bad-answer": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "what a fleet begins with is missing, or can be no name, key or release",
  },
  "unknown-target": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "an argument names no host, no standalone home and no tag",
  },
  "not-from-here": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "what is to be deployed is deployed on its own machine, and no target is declared; or it comes with a system",
  },
  "no-engine": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "a program that deploys is not in PATH",
  },
  "old-engine": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "a program that deploys is too old for what it is told",
  },
  "not-installable": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "a host cannot be installed from here as it is asked for",
  },
  "no-hardware-file": {
    severity: "warning",
    stage: "run",
    when: "a host is installed whose layout has a place for a hardware file, and none is there",
  },
  "bad-extra-files": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "the folder that a host begins with lacks its declared key, or would leave it open or unreadable",
  },
  "untold-options": {
    severity: "warning",
    stage: "run",
    when: "a program that deploys does not say which options it knows, so that they are a guess",
  },
  merging: {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "what is to be deployed is in the middle of a merge or rebase",
  },
  "engine-not-input": {
    severity: "warning",
    stage: "run",
    when: "the flake does not have the engine of a host as an input, and says nothing of what it reads",
  },
  uncommitted: {
    severity: "warning",
    stage: "run",
    when: "what is deployed is in no commit",
  },
  "foreign-folder": {
    severity: "warning",
    stage: "run",
    when: "root deploys a repository of somebody else, which git refuses",
  },
  "key-not-set": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "an environment variable that a key comes from is not set where hosts are deployed",
  },
  "secret-behind": {
    severity: "warning",
    stage: "run",
    when: "a host or home that is deployed needs a secret file that is missing, or not in step",
  },
  "not-deployed": {
    severity: "error",
    stage: "run",
    when: "a command that deploys failed or was ended",
  },
});

export { verifyChoiceCodes } from "./verify-choices.ts";

/** What is found while a fleet is looked for, loaded, compared with the disk and written, and what uids mean there. */
export const projectCodes = joinCodes(ownCodes, ledgerCodes);

/** A finding of this package. It is an error, of the config file as a whole, unless `details` say otherwise. */
export const createProblem = projectCodes.create;
