import { defineCodes } from "@fleet/diagnostics";

/** The codes of an import. */
export const importCodes = defineCodes("import", {
  "nothing-found": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "there is nothing that a fleet could be read from",
  },
  "no-configurations": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "a flake has neither hosts nor homes",
  },
  "unknown-name": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "a host or home is asked for that the flake has not",
  },
  "same-name": {
    severity: "warning",
    stage: "run",
    when: "two outputs of a flake have a host of one name",
  },
  "broken-part": {
    severity: "warning",
    stage: "run",
    when: "Nix cannot evaluate a part of a host or home, though the rest of it",
  },
  "unreadable-option": {
    severity: "warning",
    stage: "run",
    when: "Nix cannot evaluate single options of a host or home",
  },
  "unasked-value": {
    severity: "warning",
    stage: "run",
    when: "Nix was not asked for something of a host or home, since the same is broken elsewhere",
  },
  "unread-key-file": {
    severity: "warning",
    stage: "run",
    when: "a file with SSH keys of an account cannot be read while Nix evaluates",
  },
  "not-proven": {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "what was written could not be tried beside the flake that is there",
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
  "no-key": {
    severity: "error",
    stage: "run",
    when: "a .sops.yaml names a key that is none, so that whoever it was meant for is not declared",
  },
  "odd-output": {
    severity: "warning",
    stage: "run",
    when: "an output of a flake that is to hold hosts or homes is no set",
  },
  interrupted: {
    severity: "error",
    stage: "run",
    exit: 2,
    when: "somebody ended the import before it was done",
  },
  "unread-source": {
    severity: "warning",
    stage: "run",
    when: "a pipe, a folder or a link that leads nowhere stands where a flake.nix, .sops.yaml, secrets.nix or inventory.json would",
  },
});
