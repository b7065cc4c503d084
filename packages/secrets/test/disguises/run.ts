import type { Case } from "./cases.ts";
import { findViolations, type Judged, judge } from "./judgement.ts";
import type { Oracle, Verdict } from "./oracle.ts";

/** A case with all that was said of it; sops was not asked of every one. */
export interface Outcome {
  readonly judged: Judged;
  readonly verdict: Verdict | undefined;
  readonly violations: readonly string[];
}

/**
 * Judges cases, some at once. Real sops is asked of every file that is called right, and of the others
 * as `isAsked` says, to know how strong the cases are.
 */
export async function runCases(
  cases: Iterable<Case>,
  oracle: Oracle,
  {
    isAsked,
    tell,
  }: { readonly isAsked: (number: number) => boolean; readonly tell: (outcome: Outcome) => void },
): Promise<void> {
  let number = 0;
  const source = cases[Symbol.iterator]();
  const work = async () => {
    for (let next = source.next(); next.done !== true; next = source.next()) {
      number += 1;
      const judged = judge(next.value);
      const isWanted = judged.found.length === 0 || isAsked(number);
      const verdict = isWanted ? await oracle.judge(next.value.bytes, next.value.base) : undefined;
      const violations =
        verdict === undefined && next.value.family !== "untouched"
          ? []
          : findViolations(judged, verdict ?? nothing);
      tell({ judged, verdict, violations });
    }
  };
  await Promise.all([work(), work(), work()]);
}

const nothing: Verdict = { strangers: [], readers: [], visibleFailures: [], decrypted: undefined };
