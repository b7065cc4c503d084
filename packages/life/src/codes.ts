import { defineCodes } from "@fleet/diagnostics";

/** The codes of changes of a fleet: of what is added, renamed and removed. */
export const lifeCodes = defineCodes("life", {
  "bad-name": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "a name for something new can be no login, host or path",
  },
  "is-there": {
    severity: "error",
    stage: "run",
    when: "what is to be added, or the new name, is declared already",
  },
  "not-there": {
    severity: "error",
    stage: "run",
    when: "what is to be changed, or what an addition names, is not declared",
  },
  "bad-answer": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "an option of a change has a value that cannot be used",
  },
  "config-by-hand": {
    severity: "error",
    stage: "run",
    when: "the config is written in a way that no command can edit, so that the text to write is printed",
  },
  "new-errors": {
    severity: "error",
    stage: "run",
    when: "a change would bring errors about, so that nothing of it was done",
  },
  merging: {
    severity: "error",
    stage: "run",
    when: "git has files of the fleet that are not merged, so that no change can be planned",
  },
  "changed-meanwhile": {
    severity: "error",
    stage: "run",
    when: "a file of a change is neither as it was planned from nor as it is to be",
  },
  "cannot-change": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "a file of a change cannot be written, moved or deleted",
  },
  "bad-journal": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "what an interrupted change left to be completed cannot be read, or is not of this folder",
  },
  interrupted: {
    severity: "warning",
    stage: "run",
    when: "a change of the fleet was begun by a run that was ended, and waits for the next one to complete it",
  },
  "unlisted-files": {
    severity: "warning",
    stage: "run",
    when: "git could not be told of files that a change made or moved",
  },
  "other-host-key": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "a host answers with another key than the one that is known of it, or with one that is revoked",
  },
  "no-host-key": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "no key of a host could be had: nobody answered, it could not be made, or what a folder has is no whole key",
  },
});

export const createProblem = lifeCodes.create;
