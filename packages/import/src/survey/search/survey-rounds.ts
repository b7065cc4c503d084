import type { Checked } from "@fleet/diagnostics";
import { runJobs } from "../job-pool.ts";
import type { ListedConfiguration } from "../list-configurations.ts";
import { type SurveyedOutput, surveyedOutputs } from "../survey-question.ts";
import { type AskQuestion, askConfiguration } from "./ask-configuration.ts";
import { type BrokenValue, type ConfigurationAnswer, nameKey } from "./configuration-answer.ts";
import { type Lessons, learnLessons, noLessons, pilotCount } from "./lessons.ts";

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
  /** Whether it is told which assertions fail. */
  readonly isJudged: boolean;
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
  const lessons = new Map(
    surveyedOutputs.map((output) => [output, learnFrom(first, output, rounds)]),
  );
  const others = configurations.filter((one) => !pilots.includes(one));
  const lessonsOf = ({ output }: ListedConfiguration) => lessons.get(output) ?? noLessons;
  const rest = await askAll(others, lessonsOf, { ...rounds, done: first.length });
  const asked = new Map([...first, ...rest].map((one) => [one.listed, one]));
  return configurations.flatMap((one) => asked.get(one) ?? []);
}

function askAll(
  configurations: readonly ListedConfiguration[],
  lessonsOf: (listed: ListedConfiguration) => Lessons,
  { jobs, show, askOf, known, isJudged, done }: Rounds & { readonly done: number },
): Promise<AskedOne[]> {
  const showAll = (count: number, now: ListedConfiguration[]) => show(done + count, now);
  return runJobs(configurations, { jobs, show: showAll }, async (listed) => {
    const { output, name } = listed;
    const asked = {
      output,
      name,
      lessons: lessonsOf(listed),
      known: known.get(`${output} ${name}`) ?? [],
      isJudged,
    };
    return { listed, answer: await askConfiguration(askOf(listed), asked) };
  });
}

/** What was known of them before was not tried, and says nothing of others, of which as much is known. */
function learnFrom(
  asked: readonly AskedOne[],
  output: SurveyedOutput,
  { known }: Pick<Rounds, "known">,
): Lessons {
  const pilots = asked.flatMap(({ listed: { output: own, name }, answer }) => {
    if (own !== output || !answer.ok) return [];
    const untried = new Set(known.get(`${output} ${name}`)?.map(({ key }) => nameKey(key)));
    const broken = answer.value.broken.filter(({ key }) => !untried.has(nameKey(key)));
    return [{ name, broken }];
  });
  return learnLessons(pilots);
}
