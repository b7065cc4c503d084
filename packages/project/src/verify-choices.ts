import { type CodeEntry, defineCodes } from "@fleet/diagnostics";

const choice = {
  severity: "warning",
  stage: "run",
  choice: true,
} as const satisfies Partial<CodeEntry>;

/**
 * What `fleet verify` finds and a declaration can accept. It is here, because what is accepted is checked
 * with the declaration, and `@fleet/verify` comes after that.
 */
export const verifyChoiceCodes = defineCodes("verify", {
  "root-key": {
    ...choice,
    when: "somebody can log in as root with an SSH key that is no admin's",
  },
  "root-password": { ...choice, when: "root has a password, or an admin an empty one" },
  "unseen-login": {
    ...choice,
    when: "root or an admin can be logged in as by key files or certificates, of which nobody sees whose they are",
  },
  "root-login": {
    ...choice,
    when: "a user has the uid of root, or root is logged in without being asked",
  },
  "root-servant": {
    ...choice,
    when: "a user of the system is in a group that amounts to root and is not its own",
  },
  "root-rule": {
    ...choice,
    when: "a rule of sudo or doas makes root of somebody who is no admin",
  },
  "powerless-admin": {
    ...choice,
    when: "an admin of a NixOS host has no password, and sudo asks for one",
  },
  "unmade-group": {
    ...choice,
    when: "an account was given a group that nothing makes on the host, and NixOS passes it over",
  },
});
