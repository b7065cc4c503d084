import type { Diagnostic } from "@fleet/diagnostics";
import { runJobs } from "../job-pool.ts";
import type { ListedConfiguration } from "../list-configurations.ts";
import { insistOn } from "../survey-question.ts";
import { type BrokenValue, nameKey } from "./configuration-answer.ts";
import type { AskedOne, Rounds } from "./survey-rounds.ts";

/** So many values that throw are asked about again, of the whole flake. */
const reasonLimit = 3;

/**
 * The answers with the reasons of what throws: what catches it does not tell why. Each is asked for by itself, of the
 * first that has it; who has it from the same files, has it for the same reason.
 */
export async function explainThrown(
  asked: readonly AskedOne[],
  rounds: Pick<Rounds, "jobs" | "askOf"> & { readonly isAsked: (broken: BrokenValue) => boolean },
): Promise<AskedOne[]> {
  const unexplained = new Map<string, { listed: ListedConfiguration; broken: BrokenValue }>();
  for (const { listed, answer } of asked) {
    for (const broken of answer.ok ? answer.value.broken : []) {
      const name = nameKey(broken.key);
      const isThrown = broken.reasons.length === 0 && broken.untried === undefined;
      if (isThrown && rounds.isAsked(broken) && !unexplained.has(name)) {
        unexplained.set(name, { listed, broken });
      }
    }
  }
  // What is left out as a whole goes first.
  const isOption = ([, { broken }]: readonly [string, { readonly broken: BrokenValue }]) =>
    Number(broken.option !== null);
  const chosen = [...unexplained].sort((a, b) => isOption(a) - isOption(b)).slice(0, reasonLimit);
  const quiet = { jobs: rounds.jobs, show: () => {} };
  const told = await runJobs(chosen, quiet, async ([name, { listed, broken }]) => {
    const { output } = listed;
    const question = { output, name: listed.name, ...insistOn(broken.key) };
    const { diagnostics } = await rounds.askOf(listed)({ ...unasked, ...question });
    return { name, listed, evidence: broken.evidence, reasons: diagnostics.filter(isReason) };
  });
  const byKey = new Map(told.map((one) => [one.name, one]));
  return asked.map(({ listed, answer }) => {
    if (!answer.ok) return { listed, answer };
    const broken = answer.value.broken.map((one) => {
      const found = byKey.get(nameKey(one.key));
      const isSame =
        found?.listed === listed || (one.evidence !== null && one.evidence === found?.evidence);
      return found !== undefined && isSame && one.reasons.length === 0
        ? { ...one, reasons: found.reasons }
        : one;
    });
    return { listed, answer: { ...answer, value: { ...answer.value, broken } } };
  });
}

const unasked = { only: null, withheld: [], insisted: null };

/** What is warned of is no reason. */
function isReason({ code }: Diagnostic): boolean {
  return code !== "nix-eval/warning";
}
