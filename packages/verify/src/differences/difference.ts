import type { ComputedFleet, Digest } from "@fleet/codegen";
import { type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { type VerifyProblem, verifyCodes } from "../codes.ts";
import type { Fact } from "../facts/fact.ts";

/** What of a computed fleet is compared. */
export type ComparedFleet = Pick<ComputedFleet, "declared" | "resolved" | "homes" | "secrets">;

/** What is compared, and with what Nix made of it. */
export interface Comparison {
  readonly fleet: ComparedFleet;
  /** Whether the modules of the fleet's author were evaluated, too. */
  readonly hasModules: boolean;
  /** Whether Nix read another `fleet.json` than the declaration comes to. */
  readonly isStale: boolean;
  /** The SHA-256 of a text, in hexadecimal digits. */
  readonly digest: Digest;
}

/** One value, as it was computed and as Nix has it. */
export interface ValuePair {
  readonly what: VerifyProblem;
  /** What the value is, to begin a sentence with: `The uid of "keith" on host "mini"`. */
  readonly subject: string;
  readonly computed: string | number | boolean;
  /** Undefined where Nix does not tell; then nothing is compared. */
  readonly found: Fact;
  readonly path: Path;
  /** The option that holds it. */
  readonly option: string;
  /** See `createDifference`. */
  readonly help?: string;
}

/** A difference of one value, if there is any. */
export function* compareValue(comparison: Comparison, pair: ValuePair): Iterable<Diagnostic> {
  const { subject, computed, found } = pair;
  if (found === undefined || found === computed) return;
  const inNix = found === null ? "not set in Nix" : `${quote(found)} in Nix`;
  const message = `${subject} is ${inNix}, and ${quote(computed)} was computed.`;
  yield createDifference(comparison, { ...pair, message });
}

/** A difference as a diagnostic, with what probably led to it. */
export function createDifference(
  comparison: Comparison,
  difference: {
    readonly what: VerifyProblem;
    readonly path: Path;
    readonly message: string;
    /** The option that something set in another way. */
    readonly option: string;
    /** Where it is graver than its code, or not as grave. */
    readonly severity?: Diagnostic["severity"];
    /** What to do where a module of the author's is behind it, unless it sets the option. */
    readonly help?: string;
  },
): Diagnostic {
  const { what, path, message, severity } = difference;
  const help = describeCause(comparison, difference);
  const grave = severity === undefined ? {} : { severity };
  return verifyCodes.create(what, message, { ...grave, path, help });
}

function describeCause(
  { hasModules, isStale }: Comparison,
  { option, help }: { readonly option: string; readonly help?: string },
): string {
  if (isStale) {
    return "Nix reads fleet.json, and that is out of date: run fleet generate, and verify again.";
  }
  if (!hasModules) {
    return "Nix was given nothing but what fleet generated: run fleet generate, and verify again. If it stays, it is a mistake in fleet.";
  }
  if (help !== undefined) return help;
  return `A module of your own seems to set ${option}. Leave that out there and declare it in the fleet; or let it give way to the fleet, with lib.mkDefault.`;
}

/** Names in a sentence, quoted; the first ten of them. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 10).map(quote).join(", ");
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
}

/** The members of a list that are not in another, each once, in their order. */
export function subtract(names: readonly string[], others: Iterable<string>): string[] {
  const taken = new Set(others);
  return [...new Set(names)].filter((name) => !taken.has(name));
}
