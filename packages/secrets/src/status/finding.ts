import type { Diagnostic, Path } from "@fleet/diagnostics";

// Every code of this package and how grave it is: an error where a declaration or file is wrong,
// or somebody reads too much or too little; a warning where it may be meant.
const severities = {
  // Keys
  "bad-recipient": "error",
  "private-key": "error",
  "bad-host-key": "error",
  "host-recipient-not-age": "error",
  "same-key-for-two": "error",
  "key-shared-by-hosts": "error",
  "same-key-two-forms": "warning",
  // Rules
  "bad-path": "error",
  "path-looks-like-regex": "error",
  "unknown-placeholder": "error",
  "bad-reader": "error",
  "unknown-reader": "error",
  "reader-without-key": "error",
  "member-without-key": "warning",
  "empty-reader": "warning",
  "no-recipient": "error",
  "duplicate-rule": "error",
  "bad-threshold": "error",
  "bad-encrypted-regex": "error",
  "single-recipient": "warning",
  "no-recovery-key": "warning",
  "transitive-access": "warning",
  // .sops.yaml
  "bad-sops-yaml": "error",
  "unknown-sops-key": "error",
  "sops-yaml-drift": "error",
  "missing-sops-yaml": "error",
  "config-name": "error",
  "nested-config": "error",
  "regex-not-re2": "error",
  "regex-unanchored": "warning",
  "regex-looks-like-glob": "error",
  "regex-unescaped-dot": "warning",
  "shadowed-rule": "error",
  "unreachable-rule": "error",
  "dead-rule": "warning",
  "matched-only-by-fallback": "warning",
  "multiple-key-groups": "error",
  "ignored-keys": "error",
  "recipient-has-comment": "warning",
  // Files
  "no-rule": "error",
  "missing-file": "warning",
  "plaintext-file": "error",
  "plaintext-value": "error",
  "merge-conflict": "error",
  "two-sops-blocks": "error",
  unparsable: "error",
  "format-mismatch": "error",
  "false-claim": "error",
  "missing-recipient": "error",
  "stale-recipient": "error",
  "unknown-recipient": "error",
  "repeated-recipient": "warning",
  "group-drift": "error",
  "threshold-drift": "error",
  "crypt-rule-drift": "error",
  "host-key-mismatch": "error",
  "unreadable-secret": "error",
  "missing-secret": "error",
  "unreadable-host": "error",
  "unsuitable-secret": "error",
  "bad-secret": "error",
  "readable-by-all": "warning",
  "unknown-owner": "warning",
  "bad-record": "error",
  "revocation-debt": "warning",
} as const satisfies { readonly [code: string]: Diagnostic["severity"] };

/** What this package finds, without the `secrets/` in front. */
export type SecretsProblem = keyof typeof severities;

/** Every code that this package's diagnostics have, in order of their subject. */
export const secretsCodes: readonly string[] = Object.keys(severities).map(
  (problem) => `secrets/${problem}`,
);

/** What is said about a finding. */
interface Finding {
  readonly path?: Path;
  readonly file?: string;
  readonly line?: number | undefined;
  readonly message: string;
  readonly help?: string | undefined;
}

/** One finding of this package, as grave as its kind is. */
export function report(
  problem: SecretsProblem,
  { path = [], file, line, message, help }: Finding,
): Diagnostic {
  return {
    code: `secrets/${problem}`,
    severity: severities[problem],
    path,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { position: { line, column: 1 } }),
    message,
    ...(help === undefined ? {} : { help }),
  };
}

/** A path as it can be pasted behind a command. */
export function shellPath(path: string): string {
  return /^[\w./@+-]+$/.test(path) && !path.startsWith("-")
    ? path
    : `'${path.replaceAll(/\p{Cc}/gu, "?").replaceAll("'", "'\\''")}'`;
}
