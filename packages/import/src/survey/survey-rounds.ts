import type { Checked, Diagnostic } from "@fleet/diagnostics";
import { type AskQuestion, askConfiguration, insistOn } from "./ask-configuration.ts";
import { type BrokenValue, type ConfigurationAnswer, nameKey } from "./configuration-answer.ts";
import { runJobs } from "./job-pool.ts";
import { type Lessons, learnLessons, noLessons, pilotCount } from "./lessons.ts";
import type { ListedConfiguration } from "./list-configurations.ts";
import { type SurveyedOutput, surveyedOutputs } from "./survey-question.ts";

/** A configuration, and what asking it came to. */
export interface AskedOne {
  readonly listed: ListedConfiguration;
  readonly answer: Checked<ConfigurationAnswer>;
}

/** How configurations are asked. */
export interface Rounds {
  readonly jobs: number;
  readonly show: (done: number, now: readonly ListedConfiguration[]) => void;
  readonly askOf: (listed: ListedConfiguration) => AskQuestion;
  /** What of them is known to end an evaluation, by output and name. */
  readonly known: ReadonlyMap<string, readonly BrokenValue[]>;
}

/**
 * Asks all of them, some at once: first a few of each output, whose answers tell the others what need not be tried
 * again. Which these are does not depend on what is done first, or the answer would.
 */
export async function askInRounds(
  configurations: readonly ListedConfiguration[],
  rounds: Rounds,
): Promise<AskedOne[]> {
  const pilots = surveyedOutputs.flatMap((output) =>
    configurations.filter((one) => one.output === output).slice(0, pilotCount),
  );
  const first = await askAll(pilots, () => noLessons, { ...rounds, done: 0 });
  const lessons = new Map(surveyedOutputs.map((output) => [output, learnFrom(first, output)]));
  const others = configurations.filter((one) => !pilots.includes(one));
  const lessonsOf = ({ output }: ListedConfiguration) => lessons.get(output) ?? noLessons;
  const rest = await askAll(others, lessonsOf, { ...rounds, done: first.length });
  const asked = new Map([...first, ...rest].map((one) => [one.listed, one]));
  return configurations.flatMap((one) => asked.get(one) ?? []);
}

function askAll(
  configurations: readonly ListedConfiguration[],
  lessonsOf: (listed: ListedConfiguration) => Lessons,
  { jobs, show, askOf, known, done }: Rounds & { readonly done: number },
): Promise<AskedOne[]> {
  const showAll = (count: number, now: ListedConfiguration[]) => show(done + count, now);
  return runJobs(configurations, { jobs, show: showAll }, async (listed) => {
    const { output, name } = listed;
    const asked = {
      output,
      name,
      lessons: lessonsOf(listed),
      known: known.get(`${output} ${name}`) ?? [],
    };
    return { listed, answer: await askConfiguration(askOf(listed), asked) };
  });
}

function learnFrom(asked: readonly AskedOne[], output: SurveyedOutput): Lessons {
  const pilots = asked.flatMap(({ listed, answer }) =>
    listed.output === output && answer.ok
      ? [{ name: listed.name, broken: answer.value.broken }]
      : [],
  );
  return learnLessons(pilots);
}

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
