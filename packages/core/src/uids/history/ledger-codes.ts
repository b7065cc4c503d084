import { defineCodes } from "@fleet/diagnostics";

/** What is wrong with uids that were given out before, beside the machines that were built with them. */
export const ledgerCodes = defineCodes("cli", {
  "ledger-edited": {
    severity: "error",
    stage: "declared",
    when: "a uid would change because `fleet.lock.json` does not say the old one any more",
  },
  "uid-lost": {
    severity: "error",
    stage: "declared",
    when: "the last commit or `fleet.json` knows whose a uid is or was, and `fleet.lock.json` does not any more, so that somebody else gets it, now or later",
  },
  "uid-allotted": {
    severity: "warning",
    stage: "declared",
    when: "somebody was allotted a uid who may have another one on a machine that exists",
  },
  "uid-returns": {
    severity: "warning",
    stage: "declared",
    when: "somebody new has the id of somebody who left, and would get the uid back with the files",
  },
  "uid-changes": {
    severity: "warning",
    stage: "declared",
    when: "a uid is declared that the system will not give to an account that exists",
  },
  "login-changes": {
    severity: "warning",
    stage: "declared",
    when: "an account that exists would be called otherwise: a new one without the password of the old",
  },
  "home-moves": {
    severity: "warning",
    stage: "declared",
    when: "an account that exists would get another home directory, which is empty",
  },
  "state-version-changes": {
    severity: "warning",
    stage: "declared",
    when: "a host or home that exists would have another state version than it began with",
  },
  "user-renamed": {
    severity: "error",
    stage: "declared",
    when: "somebody who is new looks like somebody who is gone, under another id, and would get another uid; a warning where it is only likely",
  },
  "uid-renamed": {
    severity: "error",
    stage: "declared",
    when: "a login is that of somebody else now, and would change its uid",
  },
});
