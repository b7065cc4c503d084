import { type Diagnostic, formatPath } from "./diagnostic.ts";
import type { Finding } from "./finding.ts";

/** That the findings of a code in one place are as somebody wants them. */
export interface Acceptance {
  /** The whole code, such as `secrets/single-recipient`. */
  readonly code: string;
  /** The place as findings name it (see `placeOf`), and no part of one. */
  readonly at: string;
  /** Why it is meant, in one line. */
  readonly reason: string;
  /** The last day on which it holds, as `YYYY-MM-DD`. Default: without an end. */
  readonly until?: string | undefined;
}

/** A finding that counts for nothing, with the reason that was given. */
export interface AcceptedFinding<F extends Diagnostic = Finding> {
  readonly finding: F;
  readonly reason: string;
  /** The last day on which that holds. Default: without an end. */
  readonly until?: string | undefined;
}

/** What acceptances make of findings: each finding is either left or accepted. All are in order. */
export interface AcceptanceOutcome<F extends Diagnostic, A extends Acceptance> {
  readonly left: readonly F[];
  readonly accepted: readonly AcceptedFinding<F>[];
  /** The acceptances that no finding needed, among them those that say again what an earlier one says. */
  readonly unused: readonly A[];
}

/**
 * The one place by which a finding is accepted: where it is in the declaration, else its file from the
 * root, without the line. Empty where it has neither.
 */
export function placeOf({ path, file = "" }: Diagnostic): string {
  return path.length === 0 ? file : formatPath(path);
}

/**
 * Takes what is accepted out of findings. Only a warning that is a matter of choice can be; a place counts
 * for itself alone, not for what stands inside of it: nobody has judged what will be found there one day.
 */
export function applyAcceptances<F extends Diagnostic, A extends Acceptance>(
  findings: readonly F[],
  acceptances: readonly A[],
): AcceptanceOutcome<F, A> {
  if (acceptances.length === 0) return { left: findings, accepted: [], unused: [] };
  // Of two that say the same, the first counts.
  const known = new Map(acceptances.toReversed().map((one) => [keyOf(one.code, one.at), one]));
  const used = new Set<A>();
  const left: F[] = [];
  const accepted: AcceptedFinding<F>[] = [];
  for (const finding of findings) {
    const isAcceptable = finding.choice === true && finding.severity === "warning";
    const acceptance = isAcceptable ? known.get(keyOf(finding.code, placeOf(finding))) : undefined;
    if (acceptance === undefined) {
      left.push(finding);
    } else {
      used.add(acceptance);
      const { reason, until } = acceptance;
      accepted.push({ finding, reason, ...(until === undefined ? {} : { until }) });
    }
  }
  return { left, accepted, unused: acceptances.filter((one) => !used.has(one)) };
}

function keyOf(code: string, at: string): string {
  return JSON.stringify([code, at]);
}

/**
 * The help of a finding and, where it is a matter of choice, how to accept it, as it is declared; unless the
 * help names another field of the policy, which is the short form. Of many like it, the line says so.
 */
export function describeHelp(finding: Diagnostic, isOneOfMany = false): string | undefined {
  const { help, code, choice } = finding;
  const at = placeOf(finding);
  if (choice !== true || at === "" || help?.includes("policy.accept") === true) return help;
  const acceptance = `{ code: ${JSON.stringify(code)}, at: ${JSON.stringify(at)}, reason: "…" }`;
  const each = isOneOfMany ? ", and so for each of the others" : "";
  return `${help === undefined ? "" : `${help} `}If it is meant: policy.accept: [${acceptance}]${each}`;
}
