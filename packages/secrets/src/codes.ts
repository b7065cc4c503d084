import { defineCodes } from "@fleet/diagnostics";

/** What is wrong with keys, rules, `.sops.yaml` and secret files. */
export const secretsCodes = defineCodes("secrets", {
  "bad-recipient": {
    severity: "error",
    stage: "declared",
    when: "a key is none, cannot be used, or is the private one",
  },
  "private-key": {
    severity: "error",
    stage: "declared",
    when: "a key is none, cannot be used, or is the private one",
  },
  "bad-host-key": {
    severity: "error",
    stage: "declared",
    when: "a key is none, cannot be used, or is the private one",
  },
  "host-recipient-not-age": {
    severity: "error",
    stage: "declared",
    when: "a host stands with its SSH key where sops-nix needs its `age1…`",
  },
  "same-key-for-two": { severity: "error", stage: "declared", when: "one key in two places" },
  "key-shared-by-hosts": { severity: "error", stage: "declared", when: "one key in two places" },
  "same-key-two-forms": { severity: "warning", stage: "declared", when: "one key in two places" },
  "bad-path": { severity: "error", stage: "declared", when: "the path of a rule is none" },
  "path-looks-like-regex": {
    severity: "error",
    stage: "declared",
    when: "the path of a rule is none",
  },
  "unknown-placeholder": {
    severity: "error",
    stage: "declared",
    when: "the path of a rule is none",
  },
  "bad-reader": {
    severity: "error",
    stage: "declared",
    when: "a reader is none, is not declared, or stands for nobody; a rule names none",
  },
  "unknown-reader": {
    severity: "error",
    stage: "declared",
    when: "a reader is none, is not declared, or stands for nobody; a rule names none",
  },
  "reader-without-key": {
    severity: "error",
    stage: "declared",
    when: "a reader by name, one of a set, or all have no key",
  },
  "member-without-key": {
    severity: "warning",
    stage: "declared",
    when: "a reader by name, one of a set, or all have no key",
  },
  "empty-reader": {
    severity: "warning",
    stage: "declared",
    when: "a reader is none, is not declared, or stands for nobody; a rule names none",
  },
  "no-recipient": {
    severity: "error",
    stage: "declared",
    when: "a reader by name, one of a set, or all have no key",
  },
  "duplicate-rule": {
    severity: "error",
    stage: "declared",
    when: "rules that contradict each other or themselves",
  },
  "bad-threshold": {
    severity: "error",
    stage: "declared",
    when: "rules that contradict each other or themselves",
  },
  "bad-encrypted-regex": {
    severity: "error",
    stage: "declared",
    when: "a regular expression with which sops would encrypt nothing",
  },
  "single-recipient": {
    severity: "warning",
    stage: "declared",
    when: "a lost key would take a file along; a key in a file opens others",
  },
  "no-recovery-key": {
    severity: "warning",
    stage: "declared",
    when: "a lost key would take a file along; a key in a file opens others",
  },
  "transitive-access": {
    severity: "warning",
    stage: "declared",
    when: "a lost key would take a file along; a key in a file opens others",
  },
  "bad-sops-yaml": {
    severity: "error",
    stage: "secrets",
    when: "`.sops.yaml` is not as declared, or not what it looks like",
  },
  "unknown-sops-key": {
    severity: "error",
    stage: "secrets",
    when: "`.sops.yaml` is not as declared, or not what it looks like",
  },
  "sops-yaml-drift": {
    severity: "error",
    stage: "secrets",
    when: "`.sops.yaml` is not as declared, or not what it looks like",
  },
  "missing-sops-yaml": {
    severity: "error",
    stage: "secrets",
    when: "`.sops.yaml` is not as declared, or not what it looks like",
  },
  "config-name": {
    severity: "error",
    stage: "secrets",
    when: "a file that sops takes for `.sops.yaml`, or does not",
  },
  "nested-config": {
    severity: "error",
    stage: "secrets",
    when: "a file that sops takes for `.sops.yaml`, or does not",
  },
  "regex-not-re2": {
    severity: "error",
    stage: "secrets",
    when: "a `path_regex` that means something else",
  },
  "regex-unanchored": {
    severity: "warning",
    stage: "secrets",
    when: "a `path_regex` that means something else",
  },
  "regex-looks-like-glob": {
    severity: "error",
    stage: "secrets",
    when: "a `path_regex` that means something else",
  },
  "regex-unescaped-dot": {
    severity: "warning",
    stage: "secrets",
    when: "a `path_regex` that means something else",
  },
  "shadowed-rule": {
    severity: "error",
    stage: "secrets",
    when: "rules of `.sops.yaml` in the wrong order, or without a file",
  },
  "unreachable-rule": {
    severity: "error",
    stage: "secrets",
    when: "rules that contradict each other or themselves",
  },
  "dead-rule": {
    severity: "warning",
    stage: "secrets",
    when: "rules of `.sops.yaml` in the wrong order, or without a file",
  },
  "matched-only-by-fallback": {
    severity: "warning",
    stage: "secrets",
    when: "rules of `.sops.yaml` in the wrong order, or without a file",
  },
  "multiple-key-groups": {
    severity: "error",
    stage: "secrets",
    when: "groups, threshold or encrypted values are not as declared",
  },
  "ignored-keys": {
    severity: "error",
    stage: "secrets",
    when: "`.sops.yaml` is not as declared, or not what it looks like",
  },
  "recipient-has-comment": {
    severity: "warning",
    stage: "secrets",
    when: "the same key would count as another, or counts twice",
  },
  "no-rule": {
    severity: "error",
    stage: "secrets",
    when: "a file without a rule, a rule without a file",
  },
  "missing-file": {
    severity: "warning",
    stage: "secrets",
    when: "a file without a rule, a rule without a file",
  },
  "plaintext-file": { severity: "error", stage: "secrets", when: "a secret in the clear" },
  "plaintext-value": { severity: "error", stage: "secrets", when: "a secret in the clear" },
  "merge-conflict": { severity: "error", stage: "secrets", when: "a file that sops cannot read" },
  "two-sops-blocks": { severity: "error", stage: "secrets", when: "a file that sops cannot read" },
  unparsable: { severity: "error", stage: "secrets", when: "a file that sops cannot read" },
  "format-mismatch": { severity: "error", stage: "secrets", when: "a file that sops cannot read" },
  "false-claim": {
    severity: "error",
    stage: "secrets",
    when: "a data key is not encrypted to whom it is said to be",
  },
  "missing-recipient": {
    severity: "error",
    stage: "secrets",
    when: "who should read cannot; who should not can",
  },
  "stale-recipient": {
    severity: "error",
    stage: "secrets",
    when: "who should read cannot; who should not can",
  },
  "unknown-recipient": {
    severity: "error",
    stage: "secrets",
    when: "who should read cannot; who should not can",
  },
  "repeated-recipient": {
    severity: "warning",
    stage: "secrets",
    when: "the same key would count as another, or counts twice",
  },
  "group-drift": {
    severity: "error",
    stage: "secrets",
    when: "groups, threshold or encrypted values are not as declared",
  },
  "threshold-drift": {
    severity: "error",
    stage: "secrets",
    when: "groups, threshold or encrypted values are not as declared",
  },
  "crypt-rule-drift": {
    severity: "error",
    stage: "secrets",
    when: "groups, threshold or encrypted values are not as declared",
  },
  "host-key-mismatch": {
    severity: "error",
    stage: "secrets",
    when: "a host or home cannot decrypt what it declares",
  },
  "unreadable-secret": {
    severity: "error",
    stage: "secrets",
    when: "a host or home cannot decrypt what it declares",
  },
  "missing-secret": {
    severity: "error",
    stage: "secrets",
    when: "a declared secret is not in its file, or not in a form for sops-nix",
  },
  "unreadable-host": {
    severity: "error",
    stage: "secrets",
    when: "a host or home cannot decrypt what it declares",
  },
  "unsuitable-secret": {
    severity: "error",
    stage: "secrets",
    when: "a declared secret is not in its file, or not in a form for sops-nix",
  },
  "bad-secret": {
    severity: "error",
    stage: "declared",
    when: "a secret of a host or home is declared as it cannot be, or hardly should be",
  },
  "readable-by-all": {
    severity: "warning",
    stage: "declared",
    when: "a secret of a host or home is declared as it cannot be, or hardly should be",
  },
  "unknown-owner": {
    severity: "warning",
    stage: "declared",
    when: "a secret of a host or home is declared as it cannot be, or hardly should be",
  },
  "bad-record": {
    severity: "error",
    stage: "secrets",
    when: "a file's former reader still knows its secrets; the record of that is damaged",
  },
  "revocation-debt": {
    severity: "warning",
    stage: "secrets",
    when: "a file's former reader still knows its secrets; the record of that is damaged",
  },
});
