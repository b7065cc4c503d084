import type { Diagnostic } from "./diagnostic.ts";

/** What the command itself can find: the second half of a diagnostic's code. */
export type CliProblem =
  | "bad-date"
  | "bad-file"
  | "bad-lock"
  | "bad-root"
  | "bad-uid"
  | "busy"
  | "cannot-write"
  | "config-exits"
  | "config-throws"
  | "config-unfinished"
  | "duplicate-key"
  | "edited-file"
  | "empty-config"
  | "file-changed"
  | "file-outside-root"
  | "foreign-config"
  | "git-failed"
  | "ledger-edited"
  | "lock-missing"
  | "module-not-found"
  | "no-config"
  | "no-default-export"
  | "no-identity"
  | "no-plugin"
  | "no-secrets"
  | "no-sops"
  | "not-a-declaration"
  | "not-confirmed"
  | "not-owed"
  | "old-sops"
  | "operator-would-lose-access"
  | "out-of-step"
  | "secret-is-link"
  | "several-configs"
  | "sops-failed"
  | "source-outside-root"
  | "syntax-error"
  | "too-large"
  | "uid-allotted"
  | "uid-changes"
  | "uid-clash"
  | "uid-held"
  | "uid-renamed"
  | "unknown-command"
  | "unknown-file"
  | "unknown-host"
  | "unknown-option"
  | "unknown-reader"
  | "unknown-uid"
  | "unreadable-file"
  | "untracked-file"
  | "yaml-problem";

/** A finding of the command. It is an error, of the config file as a whole, unless `more` says otherwise. */
export function createProblem(
  problem: CliProblem,
  message: string,
  more: Partial<Omit<Diagnostic, "code" | "message">> = {},
): Diagnostic {
  return { code: `cli/${problem}`, severity: "error", path: [], message, ...more };
}

/**
 * What keeps the command from looking at a fleet at all, or from writing what it computed: the
 * exit code is 2 then, and 1 for everything that is wrong with the fleet.
 */
const failures: ReadonlySet<string> = new Set([
  // No Nix that could be asked, or no answer from it.
  ...[
    "cancelled",
    "fetch-failed",
    "killed",
    "missing-nix",
    "old-nix",
    "out-of-memory",
    "time-out",
  ].map((problem) => `nix-eval/${problem}`),
  ...(
    [
      "bad-date",
      "bad-root",
      "bad-uid",
      "busy",
      "cannot-write",
      "file-changed",
      "foreign-config",
      "no-config",
      "no-identity",
      "no-plugin",
      "no-sops",
      "not-confirmed",
      "not-owed",
      "old-sops",
      "operator-would-lose-access",
      "out-of-step",
      "several-configs",
      "sops-failed",
      "uid-held",
      "unknown-command",
      "unknown-file",
      "unknown-host",
      "unknown-option",
      "unknown-reader",
      "unknown-uid",
    ] satisfies CliProblem[]
  ).map((problem) => `cli/${problem}`),
]);

/** The exit code of the command: 0 without errors, 2 where it could not do its work, 1 otherwise. */
export function chooseExitCode(diagnostics: readonly Diagnostic[]): 0 | 1 | 2 {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return 0;
  return errors.some(({ code }) => failures.has(code)) ? 2 : 1;
}

/** The message of whatever was thrown, which in JavaScript can be anything. */
export function describeThrown(thrown: unknown): string {
  try {
    if (thrown instanceof Error) {
      const plain = thrown.name === "Error" || thrown.name === "";
      return plain ? thrown.message : `${thrown.name}: ${thrown.message}`;
    }
    return typeof thrown === "string" ? thrown : String(JSON.stringify(thrown) ?? typeof thrown);
  } catch {
    return "a value that cannot be shown";
  }
}
