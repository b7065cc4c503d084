import { defineCodes } from "@fleet/diagnostics";

/** What is wrong with a declaration, or with what it names. */
export const coreCodes = defineCodes("core", {
  "unknown-key": {
    severity: "error",
    stage: "declared",
    when: "the declaration has not the shape of one",
  },
  "missing-key": {
    severity: "error",
    stage: "declared",
    when: "the declaration has not the shape of one",
  },
  "wrong-type": {
    severity: "error",
    stage: "declared",
    when: "the declaration has not the shape of one",
  },
  "unknown-user": {
    severity: "error",
    stage: "declared",
    when: "a name is used that is not declared",
  },
  "unknown-host": {
    severity: "error",
    stage: "declared",
    when: "a name is used that is not declared",
  },
  "unknown-profile": {
    severity: "error",
    stage: "declared",
    when: "a name is used that is not declared",
  },
  "unknown-aggregate": {
    severity: "error",
    stage: "declared",
    when: "a name is used that is not declared",
  },
  "unknown-feature": {
    severity: "error",
    stage: "declared",
    when: "a name is used that is not declared",
  },
  "bad-name": {
    severity: "error",
    stage: "declared",
    when: "something that becomes a login, host, group or file name cannot be one",
  },
  "bad-text": {
    severity: "error",
    stage: "declared",
    when: "a text cannot be a string in Nix, or a person's name cannot be an account's comment",
  },
  "bad-email": {
    severity: "error",
    stage: "declared",
    when: "a value has not the form that it needs",
  },
  "bad-shell": {
    severity: "error",
    stage: "declared",
    when: "a value has not the form that it needs",
  },
  "bad-home-directory": {
    severity: "error",
    stage: "declared",
    when: "a value has not the form that it needs",
  },
  "bad-state-version": {
    severity: "error",
    stage: "declared",
    when: "a value has not the form that it needs",
  },
  "bad-variable": {
    severity: "error",
    stage: "declared",
    when: "a value has not the form that it needs",
  },
  "bad-ssh-key": {
    severity: "error",
    stage: "declared",
    when: "a public key is malformed, a placeholder or a private key; or a key file holds none",
  },
  "bad-path": {
    severity: "error",
    stage: "declared",
    when: "a path leads out of the fleet's root",
  },
  "bad-module": {
    severity: "error",
    stage: "declared",
    when: "something that cannot be the name of a module in `flake.modules`",
  },
  "bad-port": {
    severity: "error",
    stage: "declared",
    when: "a service cannot listen there, or begin in that folder",
  },
  "bad-address": {
    severity: "error",
    stage: "declared",
    when: "a service cannot listen there, or begin in that folder",
  },
  "bad-working-directory": {
    severity: "error",
    stage: "declared",
    when: "a service cannot listen there, or begin in that folder",
  },
  "bad-target": {
    severity: "error",
    stage: "declared",
    when: "something that SSH could not reach",
  },
  "bad-layout": {
    severity: "error",
    stage: "declared",
    when: "a place of the layout is the same file for all, or has unknown names in braces",
  },
  "bad-uid-range": {
    severity: "error",
    stage: "declared",
    when: "a range of uids is empty, or goes beyond what can be a user's",
  },
  "placed-twice": {
    severity: "error",
    stage: "declared",
    when: "a user is placed on a host twice, or in two ways",
  },
  "platform-mismatch": {
    severity: "error",
    stage: "declared",
    when: "a platform that the host's system cannot run",
  },
  "primary-user-off-darwin": {
    severity: "error",
    stage: "declared",
    when: "a primary user on another machine than a Mac, or who is not on it",
  },
  "primary-user-without-account": {
    severity: "error",
    stage: "declared",
    when: "a primary user on another machine than a Mac, or who is not on it",
  },
  "host-name-taken": {
    severity: "error",
    stage: "declared",
    when: "two of a kind where there can be one; Nix's build users have uids too, and so have people who are gone",
  },
  "login-taken": {
    severity: "error",
    stage: "declared",
    when: "two of a kind where there can be one; Nix's build users have uids too, and so have people who are gone",
  },
  "home-directory-taken": {
    severity: "error",
    stage: "declared",
    when: "two of a kind where there can be one; Nix's build users have uids too, and so have people who are gone",
  },
  "uid-taken": {
    severity: "error",
    stage: "declared",
    when: "two of a kind where there can be one; Nix's build users have uids too, and so have people who are gone",
  },
  "uid-out-of-range": {
    severity: "error",
    stage: "declared",
    when: "a uid outside of the platform's range",
  },
  "uid-off-nixos": {
    severity: "error",
    stage: "declared",
    when: "a user's uid, where all accounts are on Macs",
  },
  "uid-needed": {
    severity: "error",
    stage: "declared",
    when: "an account of macOS's own whose uid must be known before others can get theirs",
  },
  "uid-range-full": { severity: "error", stage: "declared", when: "no uid of the range is left" },
  "bad-ledger": {
    severity: "error",
    stage: "declared",
    when: "a ledger of uids that nobody wrote like that",
  },
  "uid-differs": {
    severity: "error",
    stage: "declared",
    when: "a person with different uids on two NixOS hosts",
  },
  "gid-out-of-range": {
    severity: "error",
    stage: "declared",
    when: "a group whose id is the system's, or another group's; an id for a group that NixOS has anyhow",
  },
  "gid-taken": {
    severity: "error",
    stage: "declared",
    when: "a group whose id is the system's, or another group's; an id for a group that NixOS has anyhow",
  },
  "gid-of-system-group": {
    severity: "error",
    stage: "declared",
    when: "a group whose id is the system's, or another group's; an id for a group that NixOS has anyhow",
  },
  "group-off-nixos": {
    severity: "error",
    stage: "declared",
    when: "a group on a host where fleet makes none, or of a user who is on none of its hosts",
  },
  "member-without-account": {
    severity: "error",
    stage: "declared",
    when: "a group on a host where fleet makes none, or of a user who is on none of its hosts",
  },
  "service-without-account": {
    severity: "error",
    stage: "declared",
    when: "a service where its user is not, or without the systemd to run it",
  },
  "service-off-nixos": {
    severity: "error",
    stage: "declared",
    when: "a service where its user is not, or without the systemd to run it",
  },
  "port-taken": {
    severity: "error",
    stage: "declared",
    when: "two services of a host on one port",
  },
  "tailscale-needed": {
    severity: "error",
    stage: "declared",
    when: "a service that lets everybody in, on a host outside of the tailnet",
  },
  "open-service": {
    severity: "warning",
    stage: "declared",
    when: "such a service on an address that more than the tailnet may reach, or beside people who could act as its user",
  },
  "service-open-to-users": {
    severity: "warning",
    stage: "declared",
    when: "such a service on an address that more than the tailnet may reach, or beside people who could act as its user",
  },
  "engine-mismatch": {
    severity: "error",
    stage: "declared",
    when: "what is to deploy a host cannot, or cannot be told what it is told",
  },
  "tailscale-without-system": {
    severity: "error",
    stage: "declared",
    when: "Tailscale on a host where fleet manages no system",
  },
  "key-not-set": {
    severity: "error",
    stage: "declared",
    when: "with strict keys: an SSH key whose environment variable is empty; a user without any",
  },
  "locked-out": {
    severity: "error",
    stage: "declared",
    when: "with strict keys: an SSH key whose environment variable is empty; a user without any",
  },
  "wheel-without-admin": {
    severity: "error",
    stage: "declared",
    when: "a feature, a group, a user or a placement hands out `wheel`",
  },
  "root-equivalent-group": {
    severity: "warning",
    stage: "declared",
    when: "an account that is not admin is in a group whose members can become root",
  },
  "missing-state-version": {
    severity: "error",
    stage: "declared",
    when: "a host for which no release is declared anywhere",
  },
  "missing-file": {
    severity: "error",
    stage: "disk",
    when: "a module or key file that has to exist does not",
  },
  "ambiguous-file": {
    severity: "error",
    stage: "disk",
    when: "two files exist of which only one can count",
  },
  "untracked-file": {
    severity: "error",
    stage: "disk",
    when: "a file exists that git does not track, so that a flake would not see it",
  },
});
