import { defineCodes } from "@fleet/diagnostics";

/** What is wrong with keys, rules, `.sops.yaml` and secret files. */
export const secretsCodes = defineCodes("secrets", {
  "bad-recipient": {
    severity: "error",
    stage: "declared",
    when: "a declared key is no recipient that sops takes",
  },
  "private-key": {
    severity: "error",
    stage: "declared",
    when: "a private key stands where a public one belongs",
  },
  "bad-host-key": {
    severity: "error",
    stage: "declared",
    when: "the SSH key of a host is none, or has no age recipient",
  },
  "host-recipient-not-age": {
    severity: "error",
    stage: "declared",
    when: "a host's SSH key itself stands where sops-nix needs the `age1…` made of it",
  },
  "same-key-for-two": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "two readers have the same key",
  },
  "key-shared-by-hosts": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "two hosts have the same key",
  },
  "same-key-two-forms": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "a reader has a key in two forms, such as an SSH key and the `age1…` made of it",
  },
  "short-key-id": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "a PGP key is named by the last 16 digits of its fingerprint",
  },
  "mixed-strength": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "a file is encrypted to a post-quantum key and to others, and so is as strong as those",
  },
  "bad-path": {
    severity: "error",
    stage: "declared",
    when: "the path of a rule, of `secrets.ignore` or of clan's folder is no path below the root",
  },
  "path-looks-like-regex": {
    severity: "error",
    stage: "declared",
    when: "the path of a rule, or of `secrets.ignore`, is a regular expression",
  },
  "unknown-placeholder": {
    severity: "error",
    stage: "declared",
    when: "the path of a rule has something else than `{user}` or `{host}` in braces",
  },
  "ignored-secret": {
    severity: "error",
    stage: "declared",
    when: "`secrets.ignore` hides the file of a declared secret, or all that a declared rule is about",
  },
  "bad-reader": {
    severity: "error",
    stage: "declared",
    when: "a reader is no reader expression, or does not say whose key a file holds",
  },
  "unknown-reader": {
    severity: "error",
    stage: "declared",
    when: "a reader names a user, host, operator, tag, platform or reader group that there is not",
  },
  "reader-cycle": {
    severity: "error",
    stage: "declared",
    when: "a reader group is in itself",
  },
  "reader-without-key": {
    severity: "error",
    stage: "declared",
    when: "a rule names a reader that has no key",
  },
  "member-without-key": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "a set of readers has a member without a key",
  },
  "empty-reader": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "a reader stands for nobody, or a rule or a reader group names none",
  },
  "no-recipient": {
    severity: "error",
    stage: "declared",
    when: "nobody whom a rule names has a key",
  },
  "duplicate-rule": {
    severity: "error",
    stage: "declared",
    when: "two rules are about the same path",
  },
  "bad-threshold": {
    severity: "error",
    stage: "declared",
    when: "groups and threshold of a rule do not fit together",
  },
  "bad-encrypted-regex": {
    severity: "error",
    stage: "declared",
    when: "a regular expression with which sops would encrypt nothing, as it does not compile",
  },
  "bad-crypt-rule": {
    severity: "error",
    stage: "declared",
    when: "what a rule says of which values sops encrypts is empty, which sops takes for nothing",
  },
  "single-recipient": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "only one key can decrypt a file",
  },
  "no-recovery-key": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "no operator can decrypt any file",
  },
  "transitive-access": {
    severity: "warning",
    choice: true,
    stage: "secrets",
    when: "a file holds a key that lets its readers decrypt others",
  },
  "likely-key": {
    severity: "warning",
    choice: true,
    stage: "secrets",
    when: "a file holds, by what it or a value in it is called, somebody's private key, and its rule does not say whose",
  },
  "bad-sops-yaml": {
    severity: "error",
    stage: "secrets",
    when: "sops cannot read `.sops.yaml`, or finds no rules in it",
  },
  "ambiguous-sops-yaml": {
    severity: "error",
    stage: "secrets",
    when: "`.sops.yaml` holds what readers of YAML take differently, so that it cannot be told how sops reads it",
  },
  "foreign-sops-yaml": {
    severity: "error",
    stage: "secrets",
    when: "`.sops.yaml` was written by hand, so that sops does not go by the declaration",
  },
  "unknown-sops-key": {
    severity: "error",
    stage: "secrets",
    when: "`.sops.yaml` has a key that sops passes over",
  },
  "sops-yaml-drift": {
    severity: "error",
    stage: "secrets",
    when: "`.sops.yaml` is not, to the last byte, what `fleet generate` writes",
  },
  "missing-sops-yaml": {
    severity: "error",
    stage: "secrets",
    when: "there is no `.sops.yaml`",
  },
  "config-name": {
    severity: "error",
    stage: "secrets",
    when: "a file is named like `.sops.yaml`, but sops does not read it",
  },
  "nested-config": {
    severity: "error",
    stage: "secrets",
    when: "a `.sops.yaml` in a folder hides the one in the root",
  },
  "regex-not-re2": {
    severity: "error",
    stage: "secrets",
    when: "a `path_regex` does not compile in Go",
  },
  "regex-unanchored": {
    severity: "warning",
    stage: "secrets",
    when: "a `path_regex` also matches paths that only contain what it says",
  },
  "regex-looks-like-glob": {
    severity: "error",
    stage: "secrets",
    when: "a `path_regex` is written like a glob, or ends in a newline",
  },
  "regex-unescaped-dot": {
    severity: "warning",
    stage: "secrets",
    when: "a dot in a `path_regex` stands for any character",
  },
  "shadowed-rule": {
    severity: "error",
    stage: "secrets",
    when: "a file of a rule in `.sops.yaml` goes to an earlier one",
  },
  "unreachable-rule": {
    severity: "error",
    stage: "secrets",
    when: "other rules take everything that a rule is about",
  },
  "dead-rule": {
    severity: "warning",
    stage: "secrets",
    when: "a rule of `.sops.yaml` has no secret file, as none matches or earlier rules take them",
  },
  "matched-only-by-fallback": {
    severity: "warning",
    stage: "secrets",
    when: "a secret file has no rule in `.sops.yaml` but the one for every path",
  },
  "multiple-key-groups": {
    severity: "error",
    stage: "secrets",
    when: "several key groups are needed together, where one is meant",
  },
  "ignored-keys": {
    severity: "error",
    stage: "secrets",
    when: "a rule of `.sops.yaml` has keys beside `key_groups`, which sops passes over",
  },
  "recipient-has-comment": {
    severity: "warning",
    stage: "secrets",
    when: "an SSH key stands with its comment, which makes it another recipient to sops",
  },
  "no-rule": {
    severity: "error",
    stage: "secrets",
    when: "no rule says who may decrypt an encrypted file",
  },
  "missing-file": {
    severity: "warning",
    choice: true,
    stage: "secrets",
    when: "a declared rule is about no file",
  },
  "ignored-file": {
    severity: "error",
    stage: "secrets",
    when: "`secrets.ignore` names files that a rule is about",
  },
  "unused-ignore": {
    severity: "warning",
    choice: true,
    stage: "secrets",
    when: "an entry of `secrets.ignore` is about no file",
  },
  "clan-layout": {
    severity: "error",
    stage: "secrets",
    when: "what stands in clan's folders is not as clan lays it out, such as a link that leads nowhere or elsewhere",
  },
  "bad-clan-key": {
    severity: "error",
    stage: "secrets",
    when: "a `key.json` of clan holds no public key",
  },
  "other-clan-key": {
    severity: "warning",
    choice: true,
    stage: "secrets",
    when: "clan has a key of somebody that is none of the declared ones",
  },
  "clan-stranger": {
    severity: "warning",
    choice: true,
    stage: "secrets",
    when: "clan has a user or machine, or secrets of a machine, that the fleet does not declare",
  },
  "clan-host-without-key": {
    severity: "warning",
    choice: true,
    stage: "secrets",
    when: "a host that clan deploys has no key in clan's folders",
  },
  "owned-by-two": {
    severity: "error",
    stage: "secrets",
    when: "a rule or `secrets.ignore` is about a file that clan keeps",
  },
  "untracked-secret": {
    severity: "warning",
    stage: "secrets",
    when: "git does not track an encrypted file; an error where a host or home needs it",
  },
  "absent-submodule": {
    severity: "error",
    stage: "secrets",
    when: "a submodule in which secret files may lie is not there; a warning where no rule is about it alone",
  },
  "plaintext-file": {
    severity: "error",
    stage: "secrets",
    when: "a file that a rule is about is not encrypted",
  },
  "plaintext-value": {
    severity: "error",
    stage: "secrets",
    when: "an encrypted file holds a value in the clear",
  },
  "nothing-sealed": {
    severity: "error",
    stage: "secrets",
    when: "a file has a sops block, and no value in it is encrypted",
  },
  "unprotected-value": {
    severity: "warning",
    choice: true,
    stage: "secrets",
    when: "a value that is not encrypted can be changed without sops noticing",
  },
  "plain-comment": {
    severity: "warning",
    choice: true,
    stage: "secrets",
    when: "a comment stands in the clear that sops would have encrypted",
  },
  "private-key-in-file": {
    severity: "error",
    stage: "secrets",
    when: "a private key stands in the clear in or beside secret files",
  },
  "merge-conflict": {
    severity: "error",
    stage: "secrets",
    when: "a secret file holds the markers of a merge conflict",
  },
  "two-sops-blocks": { severity: "error", stage: "secrets", when: "a file holds two sops blocks" },
  unparsable: { severity: "error", stage: "secrets", when: "a file cannot be read as sops does" },
  "too-large": {
    severity: "error",
    stage: "secrets",
    when: "a file is too large to be looked at",
  },
  "format-mismatch": {
    severity: "error",
    stage: "secrets",
    when: "a file holds another format than sops takes it for by its name",
  },
  "false-claim": {
    severity: "error",
    stage: "secrets",
    when: "a data key is not encrypted to whom it is said to be",
  },
  "damaged-key": {
    severity: "error",
    stage: "secrets",
    when: "a data key in a file is damaged, or not as sops writes one",
  },
  "missing-recipient": {
    severity: "error",
    stage: "secrets",
    when: "who should be able to decrypt a file cannot",
  },
  "stale-recipient": {
    severity: "error",
    stage: "secrets",
    when: "a declared reader can decrypt a file, but should not",
  },
  "unknown-recipient": {
    severity: "error",
    stage: "secrets",
    when: "a key of which nobody knows whose it is can decrypt a file",
  },
  "former-reader": {
    severity: "error",
    stage: "secrets",
    when: "somebody who is no longer declared can decrypt a file",
  },
  "old-key": {
    severity: "error",
    stage: "secrets",
    when: "a key that a declared reader once had can decrypt a file",
  },
  "missing-key": {
    severity: "error",
    stage: "secrets",
    when: "who can decrypt a file cannot do so with each of the keys that should open it",
  },
  "extra-key": {
    severity: "error",
    stage: "secrets",
    when: "who should be able to decrypt a file can also do so with a key that its rule does not name",
  },
  "repeated-recipient": {
    severity: "error",
    stage: "secrets",
    when: "a file is encrypted to a key more than once",
  },
  "group-drift": {
    severity: "error",
    stage: "secrets",
    when: "the key groups of a file are not those of its rule",
  },
  "threshold-drift": {
    severity: "error",
    stage: "secrets",
    when: "a file needs another number of its key groups than its rule says",
  },
  "crypt-rule-drift": {
    severity: "error",
    stage: "secrets",
    when: "a file encrypts other values than its rule says",
  },
  "host-key-mismatch": {
    severity: "error",
    stage: "secrets",
    when: "a host has another SSH host key than the declared one",
  },
  "unreadable-secret": {
    severity: "error",
    stage: "secrets",
    when: "a host or home cannot decrypt a secret that it declares",
  },
  "missing-secret": {
    severity: "error",
    stage: "secrets",
    when: "a declared secret, or its file, does not exist",
  },
  "unruled-secret": {
    severity: "error",
    stage: "secrets",
    when: "a declared secret comes from a file that no rule is about, so that nobody can encrypt it",
  },
  "unreadable-host": {
    severity: "error",
    stage: "secrets",
    when: "a host or home can decrypt none of the secrets that it declares",
  },
  "unsuitable-secret": {
    severity: "error",
    stage: "secrets",
    when: "a declared secret is no single text, or is nested in JSON, where sops-nix does not find it",
  },
  "bad-secret": {
    severity: "error",
    stage: "declared",
    when: "a secret of a host or home is declared as it cannot be",
  },
  "readable-by-all": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "everybody on a machine may read a decrypted secret",
  },
  "unknown-owner": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "the owner of a secret has no account that fleet knows of",
  },
  "bad-record": {
    severity: "error",
    stage: "secrets",
    when: "the record of who could decrypt which file is damaged",
  },
  "revocation-debt": {
    severity: "warning",
    stage: "secrets",
    when: "a former reader of a file still knows its secrets",
  },
});
