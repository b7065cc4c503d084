import { defineCodes } from "@fleet/diagnostics";

/** How what Nix arrived at differs from what was computed. */
export const verifyCodes = defineCodes("verify", {
  stale: {
    severity: "error",
    stage: "run",
    when: "`fleet.json` is not what the declaration comes to",
  },
  "missing-output": {
    severity: "error",
    stage: "run",
    when: "it was computed, and Nix does not have it",
  },
  "missing-host": {
    severity: "error",
    stage: "run",
    when: "it was computed, and Nix does not have it",
  },
  "missing-home": {
    severity: "error",
    stage: "run",
    when: "it was computed, and Nix does not have it",
  },
  "missing-account": {
    severity: "error",
    stage: "run",
    when: "it was computed, and Nix does not have it",
  },
  "unknown-account": {
    severity: "error",
    stage: "run",
    when: "Nix has it, and it was not computed: a warning, but for an account that amounts to root",
  },
  "unexpected-home": {
    severity: "error",
    stage: "run",
    when: "Nix has it, and it was not computed: a warning, but for an account that amounts to root",
  },
  uid: { severity: "error", stage: "run", when: "an account is another one" },
  shell: { severity: "error", stage: "run", when: "an account is another one" },
  "home-directory": { severity: "error", stage: "run", when: "an account is another one" },
  description: { severity: "error", stage: "run", when: "an account is another one" },
  "no-normal-user": { severity: "error", stage: "run", when: "an account is another one" },
  "missing-group": { severity: "error", stage: "run", when: "who may do what, or log in" },
  "privileged-group": { severity: "error", stage: "run", when: "who may do what, or log in" },
  "missing-key": { severity: "error", stage: "run", when: "who may do what, or log in" },
  "trusted-user": { severity: "error", stage: "run", when: "whom Nix trusts" },
  "missing-trusted-user": { severity: "error", stage: "run", when: "whom Nix trusts" },
  "absent-group": { severity: "error", stage: "run", when: "a group is another one, or not there" },
  "unexpected-group": {
    severity: "error",
    stage: "run",
    when: "a group is another one, or not there",
  },
  gid: { severity: "error", stage: "run", when: "a group is another one, or not there" },
  "missing-code-server": {
    severity: "error",
    stage: "run",
    when: "an editor in the browser is another one, or not there",
  },
  "unexpected-code-server": {
    severity: "error",
    stage: "run",
    when: "an editor in the browser is another one, or not there",
  },
  "code-server-user": {
    severity: "error",
    stage: "run",
    when: "an editor in the browser is another one, or not there",
  },
  "code-server-address": {
    severity: "error",
    stage: "run",
    when: "an editor in the browser is another one, or not there",
  },
  "code-server-port": {
    severity: "error",
    stage: "run",
    when: "an editor in the browser is another one, or not there",
  },
  "code-server-auth": {
    severity: "error",
    stage: "run",
    when: "an editor in the browser is another one, or not there",
  },
  "code-server-directory": {
    severity: "error",
    stage: "run",
    when: "an editor in the browser is another one, or not there",
  },
  "code-server-command": {
    severity: "error",
    stage: "run",
    when: "an editor in the browser is another one, or not there",
  },
  "code-server-start": {
    severity: "error",
    stage: "run",
    when: "an editor in the browser is another one, or not there",
  },
  tailscale: { severity: "error", stage: "run", when: "a host is not in the tailnet" },
  "missing-known-user": {
    severity: "error",
    stage: "run",
    when: "whom nix-darwin manages on a Mac, and whom it would delete (a warning)",
  },
  "known-admin": {
    severity: "error",
    stage: "run",
    when: "whom nix-darwin manages on a Mac, and whom it would delete (a warning)",
  },
  "deleted-account": {
    severity: "error",
    stage: "run",
    when: "whom nix-darwin manages on a Mac, and whom it would delete (a warning)",
  },
  hostname: { severity: "error", stage: "run", when: "a host is another one" },
  system: { severity: "error", stage: "run", when: "a host is another one" },
  "state-version": { severity: "error", stage: "run", when: "a host is another one" },
  "primary-user": { severity: "error", stage: "run", when: "a host is another one" },
  "home-username": {
    severity: "error",
    stage: "run",
    when: "a home is another one, or made of other modules",
  },
  "home-state-version": {
    severity: "error",
    stage: "run",
    when: "a home is another one, or made of other modules",
  },
  modules: {
    severity: "error",
    stage: "run",
    when: "a home is another one, or made of other modules",
  },
  "failed-assertion": { severity: "error", stage: "run", when: "what the modules themselves say" },
  "nix-warning": { severity: "error", stage: "run", when: "what the modules themselves say" },
});
