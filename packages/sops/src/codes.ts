import { defineCodes, joinCodes } from "@fleet/diagnostics";
import { projectCodes } from "@fleet/project/codes";

/** What is found while secret files are looked at and changed. */
export const sopsCodes = defineCodes("cli", {
  busy: {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "another run is at work on the secrets here, or deploys",
  },
  "no-fleet-json": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "a config was not run, and `fleet.json` does not say instead who reads what",
  },
  "outdated-fleet-json": {
    severity: "error",
    stage: "disk",
    when: "a config was not run, and is not the one that `fleet.json` was computed from",
  },
  "left-alone": {
    severity: "error",
    stage: "secrets",
    exit: 2,
    when: "a file is left as it is because not all of it is encrypted, or not all of it is understood",
  },
  "network-key": {
    severity: "error",
    stage: "secrets",
    exit: 2,
    when: "a file cannot be opened or changed without a key that nobody declared and that is not on this machine, or that would start a program",
  },
  "no-identity": {
    severity: "error",
    stage: "secrets",
    exit: 2,
    when: "nobody here has a key that opens a file",
  },
  "no-plugin": { severity: "error", stage: "run", exit: 2, when: "a plugin of age is missing" },
  "no-secrets": {
    severity: "error",
    stage: "secrets",
    when: "the declaration says nothing of secrets",
  },
  "no-sops": { severity: "error", stage: "run", exit: 2, when: "there is no sops in PATH" },
  "old-sops": { severity: "error", stage: "run", exit: 2, when: "sops is older than 3.10" },
  "operator-would-lose-access": {
    severity: "error",
    stage: "secrets",
    exit: 2,
    when: "whoever runs this could not open a file afterwards",
  },
  "out-of-step": {
    severity: "error",
    stage: "secrets",
    exit: 2,
    when: "a file has other readers than declared",
  },
  "secret-is-link": {
    severity: "error",
    stage: "secrets",
    when: "a secret file is a symbolic link",
  },
  "bad-date": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "the day on which secrets were changed is none, or has not been yet",
  },
  "not-owed": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "a file owes nothing that could be acknowledged, or a new data key first",
  },
  "unknown-reader": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "an argument names no user, host, operator or tag",
  },
  "sops-failed": { severity: "error", stage: "run", exit: 2, when: "sops failed" },
  "work-folder": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "`.fleet-work` is a link, belongs to another user, is tracked by git, or holds what lets no run begin",
  },
  "unknown-file": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "an argument names no file that this is about",
  },
});

/** A finding about files in general or about secret files. */
export const createProblem = joinCodes(projectCodes, sopsCodes).create;
