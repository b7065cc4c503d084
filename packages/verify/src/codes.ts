import { type CodeEntry, defineCodes, joinCodes } from "@fleet/diagnostics";
import { verifyChoiceCodes } from "@fleet/project/codes";

const error = { severity: "error", stage: "run" } as const satisfies Partial<CodeEntry>;
const warning = { severity: "warning", stage: "run" } as const satisfies Partial<CodeEntry>;

const ownCodes = defineCodes("verify", {
  stale: {
    ...error,
    when: "a file that Nix reads is not what the declaration comes to, or changes while fleet runs",
  },
  "missing-output": {
    ...error,
    when: "the flake has none of the outputs where hosts or homes are",
  },
  "missing-node": {
    ...warning,
    when: "an engine of the declaration does not find a host in the output of the flake where it looks for it",
  },
  "other-version": {
    ...warning,
    when: "the flake has fleet in another version than the command, by more than a patch",
  },
  "missing-host": { ...error, when: "a host was computed, and the flake has none of its name" },
  "missing-home": { ...error, when: "a home was computed, and Nix has none" },
  "unexpected-home": {
    ...warning,
    when: "Nix builds a home with a system, and none was computed there",
  },
  hostname: { ...error, when: "a host has another name or domain" },
  system: { ...error, when: "a host has packages of another system" },
  "state-version": { ...error, when: "a NixOS host has another state version" },
  "newer-state-version": {
    ...error,
    when: "the state version of a host or home is newer than the NixOS or home-manager that builds it",
  },
  "primary-user": { ...error, when: "a Mac has another primary user" },
  modules: {
    ...error,
    when: "a host or home is made of other modules, or of the same in another order",
  },
  "missing-account": { ...error, when: "an account was computed, and Nix has no such user" },
  "unknown-account": {
    ...warning,
    when: "Nix has a normal user whom the fleet does not know; an error where that user amounts to root",
  },
  uid: { ...error, when: "an account has another uid" },
  "home-directory": { ...error, when: "an account, or its home, has another directory" },
  description: { ...error, when: "an account has another description" },
  shell: { ...error, when: "an account has another shell" },
  "no-normal-user": { ...error, when: "an account is a system user on NixOS" },
  "no-system-user": { ...error, when: "a service account is a normal user on NixOS" },
  "primary-group": { ...error, when: "an account or a service account has another primary group" },
  linger: {
    ...error,
    when: "programs of an account run while nobody is logged in, or do not, and the other was declared",
  },
  "subordinate-ids": { ...error, when: "an account has other subordinate ids" },
  expires: { ...error, when: "an account ends on another day" },
  "enabled-account": { ...error, when: "an account was to be disabled, and Nix lets somebody in" },
  password: { ...error, when: "an account has its password from elsewhere than was computed" },
  "missing-key": {
    ...error,
    when: "an account, or root, does not have an SSH key that was computed",
  },
  "missing-group": { ...error, when: "an account is not in a group that was computed" },
  "privileged-group": {
    ...error,
    when: "somebody becomes root through a group, or an admin of a Mac is taken out of one, and neither was computed",
  },
  "absent-group": { ...error, when: "a group was declared for a host, and nothing makes it there" },
  "unexpected-group": {
    ...error,
    when: "fleet's own modules make a group that was not computed; looked for only without inputs",
  },
  gid: { ...error, when: "a declared group has another gid" },
  "shared-uid": { ...error, when: "several users of a host have one uid" },
  "shared-gid": { ...error, when: "several groups of a host have one gid" },
  "trusted-user": { ...error, when: "Nix trusts somebody beside root whom the fleet does not" },
  "missing-trusted-user": {
    ...error,
    when: "Nix does not trust root, or somebody whom the fleet does",
  },
  "sudo-password": {
    ...error,
    when: "sudo asks admins for a password, or does not, and the other was declared",
  },
  "missing-known-user": { ...error, when: "nix-darwin does not manage an account that it was to" },
  "known-admin": { ...error, when: "nix-darwin manages the primary user or an admin of a Mac" },
  "deleted-account": { ...warning, when: "nix-darwin deletes an account of a Mac" },
  tailscale: { ...error, when: "a host is not in the tailnet, or without inputs is in it unasked" },
  "missing-code-server": {
    ...error,
    when: "code-server was computed for an account, and no unit runs it",
  },
  "unexpected-code-server": {
    ...warning,
    when: "a unit runs code-server that was not computed; an error without inputs",
  },
  "code-server-user": { ...error, when: "code-server runs as another user" },
  "code-server-address": { ...error, when: "code-server listens on another address" },
  "code-server-port": { ...error, when: "code-server listens on another port" },
  "code-server-auth": { ...error, when: "code-server lets people in in another way" },
  "code-server-directory": { ...error, when: "code-server opens, or starts in, another folder" },
  "code-server-command": {
    ...error,
    when: "the unit of code-server starts another program, with other arguments or in another way",
  },
  "code-server-start": { ...error, when: "code-server does not start with the host" },
  "home-username": { ...error, when: "a home is one of another user name" },
  "home-state-version": { ...error, when: "a home has another state version" },
  "secret-missing": { ...error, when: "a secret was computed, and sops-nix is not told of it" },
  "secret-unexpected": {
    ...error,
    when: "fleet's own modules tell sops-nix of a secret that was not computed; looked for only without inputs",
  },
  "secret-differs": { ...error, when: "sops-nix is told something else of a secret" },
  identity: { ...error, when: "a host decrypts its secrets with another key" },
  "failed-assertion": { ...error, when: "an assertion of the modules does not hold" },
  "nix-warning": { ...warning, when: "the modules warn" },
});

/** How what Nix arrived at differs from what was computed, and who can become root there. */
export const verifyCodes = joinCodes(ownCodes, verifyChoiceCodes);

/** What can differ: the second half of a code. */
export type VerifyProblem = keyof typeof verifyCodes.entries;
