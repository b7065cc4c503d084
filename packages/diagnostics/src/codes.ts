import type { Diagnostic } from "./diagnostic.ts";

/**
 * What a finding is about, and so what it stops: `declared` (the declaration itself, and what it is computed
 * from: key files, the ledger), `disk` (other files, git, stale or altered output), `secrets` (secret files),
 * `access` (access tests), `date` (what ends or has ended), `run` (the command: wrong use, a program that is
 * missing, what it may not write, what Nix or sops answered). `generate` is stopped by `declared` alone.
 */
export type Stage = "declared" | "disk" | "secrets" | "access" | "date" | "run";

/** What is known of a code before anything has it. */
export type CodeEntry = KnownOfCode &
  (
    | {
        /** How grave a finding is, unless the one who makes it knows better. */
        readonly severity: "error";
        readonly choice?: never;
      }
    | {
        readonly severity: "warning";
        /**
         * Whether it is a matter of taste or purpose, which people may accept (see `applyAcceptances`). What
         * is broken, or unknown, or was not looked at, is none. Default: it is not.
         */
        readonly choice?: true;
      }
  );

interface KnownOfCode {
  readonly stage: Stage;
  /** The exit code of a command that found an error of it. Default: 1; 2 where it could not do its work. */
  readonly exit?: 1 | 2;
  /** When there is such a finding, as half a sentence: "a host names a user who is not declared". */
  readonly when: string;
}

/** What a finding says beside its code and message. Default: of the declaration as a whole, without help. */
export type FindingDetails = Partial<Omit<Diagnostic, "code" | "message" | "choice">>;

/** The codes of an area, and the one way to make a diagnostic with one of them. */
export interface Codes<Area extends string = string, Problem extends string = string> {
  readonly area: Area;
  /** By the second half of the code, in the order in which they are documented. */
  readonly entries: Readonly<Record<Problem, CodeEntry>>;
  /** A diagnostic; a problem that is not in the catalogue does not compile. */
  create(problem: Problem, message: string, details?: FindingDetails): Diagnostic;
}

/**
 * Defines codes of an area: `core`, `profiles`, `secrets`, `cli`, `verify` or `nix-eval`. An area is a name
 * that stays, not a package: several packages may define codes of one, each code once.
 */
export function defineCodes<Area extends string, Problem extends string>(
  area: Area,
  entries: Readonly<Record<Problem, CodeEntry>>,
): Codes<Area, Problem> {
  return {
    area,
    entries,
    create: (problem, message, details = {}) => {
      const { severity, choice } = entries[problem];
      const isChoice = choice === true && details.severity !== "error";
      return {
        code: `${area}/${problem}`,
        severity,
        path: [],
        message,
        ...details,
        ...(isChoice ? { choice } : {}),
      };
    },
  };
}

/** The codes of two catalogues of one area as one, for those who report codes of both. */
export function joinCodes<Area extends string, A extends string, B extends string>(
  first: Codes<Area, A>,
  second: Codes<Area, B>,
): Codes<Area, A | B> {
  return defineCodes<Area, A | B>(first.area, { ...first.entries, ...second.entries });
}

/** What is known of every code of some catalogues, by the whole code. */
export type CodeIndex = ReadonlyMap<string, CodeEntry>;

/** The entries of several catalogues by their whole codes. */
export function indexCodes(catalogues: readonly Codes<string, never>[]): CodeIndex {
  return new Map(
    catalogues.flatMap(({ area, entries }) =>
      Object.entries<CodeEntry>(entries).map(([problem, entry]) => [`${area}/${problem}`, entry]),
    ),
  );
}

/**
 * The exit code of a command: 0 without errors, 2 where one of them kept it from its work, 1 otherwise. A
 * code that is in no catalogue counts as a finding.
 */
export function chooseExitCode(diagnostics: readonly Diagnostic[], index: CodeIndex): 0 | 1 | 2 {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return 0;
  return errors.some(({ code }) => index.get(code)?.exit === 2) ? 2 : 1;
}
