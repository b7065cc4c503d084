import { type Diagnostic, formatPath } from "./diagnostic.ts";
import type { Finding } from "./finding.ts";
import { describePattern, matchesPlace, readPlacePattern } from "./place-pattern.ts";

/** That the findings of a code in one place, or in places of one kind, are as somebody wants them. */
export interface Acceptance {
  /** The whole code, such as `secrets/single-recipient`. */
  readonly code: string;
  /**
   * The place as findings name it (see `placeOf`), and no part of one; in the declaration, `*` stands for any one
   * step, as in `hosts.*.users.*`.
   */
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
  /** The pattern by which it is accepted. Default: by its own place. */
  readonly by?: string;
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
  const find = createFinder(acceptances);
  const used = new Set<A>();
  const left: F[] = [];
  const accepted: AcceptedFinding<F>[] = [];
  for (const finding of findings) {
    const isAcceptable = finding.choice === true && finding.severity === "warning";
    const acceptance = isAcceptable ? find(finding) : undefined;
    if (acceptance === undefined) {
      left.push(finding);
    } else {
      used.add(acceptance);
      const { at, reason, until } = acceptance;
      const by = at === placeOf(finding) ? {} : { by: at };
      accepted.push({ finding, reason, ...by, ...(until === undefined ? {} : { until }) });
    }
  }
  return { left, accepted, unused: acceptances.filter((one) => !used.has(one)) };
}

/** What accepts a finding: the first that names its place, or else the first whose pattern it has. */
function createFinder<A extends Acceptance>(acceptances: readonly A[]) {
  const known = new Map(acceptances.toReversed().map((one) => [keyOf(one.code, one.at), one]));
  const patterns = acceptances.flatMap((acceptance) => {
    const pattern = readPlacePattern(acceptance.at);
    return pattern === undefined ? [] : [{ acceptance, pattern }];
  });
  return (finding: Diagnostic): A | undefined => {
    const { code, path } = finding;
    const exact = known.get(keyOf(code, placeOf(finding)));
    if (exact !== undefined || patterns.length === 0) return exact;
    const isMeant = (one: (typeof patterns)[number]) =>
      one.acceptance.code === code && matchesPlace(one.pattern, path);
    return patterns.find(isMeant)?.acceptance;
  };
}

/** Whether an acceptance is about a finding that is a matter of choice. */
export function isAbout({ code, at }: Acceptance, finding: Diagnostic): boolean {
  if (finding.choice !== true || finding.code !== code) return false;
  const pattern = readPlacePattern(at);
  return placeOf(finding) === at || (pattern !== undefined && matchesPlace(pattern, finding.path));
}

function keyOf(code: string, at: string): string {
  return JSON.stringify([code, at]);
}

/**
 * The help of a finding and, where it is a matter of choice, how to accept it, as it is declared; unless the
 * help names another field of the policy, which is the short form. Of many like it, which are given with it, the line
 * says so, and how to accept all of them where they are in places of one kind.
 */
export function describeHelp(
  finding: Diagnostic,
  alike: readonly Diagnostic[] = [],
): string | undefined {
  const { help, code, choice } = finding;
  const at = placeOf(finding);
  if (choice !== true || at === "" || help?.includes("policy.accept") === true) return help;
  const acceptance = `{ code: ${JSON.stringify(code)}, at: ${JSON.stringify(at)}, reason: "…" }`;
  const pattern = alike.length < 2 ? undefined : describePattern(alike.map(({ path }) => path));
  const all = pattern === undefined ? "" : `; for all of them at: ${JSON.stringify(pattern)}`;
  const each = alike.length < 2 ? "" : `, and so for each of the others${all}`;
  return `${help === undefined ? "" : `${help} `}If it is meant: policy.accept: [${acceptance}]${each}`;
}
