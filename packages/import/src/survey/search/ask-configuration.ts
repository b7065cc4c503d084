import type { Checked, Diagnostic } from "@fleet/diagnostics";
import type { Evaluated } from "@fleet/nix-eval";
import {
  homeParts,
  insistOn,
  type SurveyedOutput,
  type SurveyKey,
  type SurveyPart,
  type SurveyQuestion,
  systemParts,
} from "../survey-question.ts";
import { bisectQuestion } from "./bisect-question.ts";
import {
  type BrokenValue,
  type ConfigurationAnswer,
  nameKey,
  readAnswer,
  readKey,
} from "./configuration-answer.ts";
import type { Lessons } from "./lessons.ts";
import { explainBroken, type WithheldValues, withhold } from "./withheld-values.ts";

/** Asks a flake about one configuration. */
export type AskQuestion = (question: SurveyQuestion) => Promise<Evaluated>;

/** Which configuration is asked, and what was learned of others. */
export interface AskedConfiguration {
  readonly output: SurveyedOutput;
  readonly name: string;
  readonly lessons: Lessons;
  /** What of it is known to end an evaluation. Default: nothing. */
  readonly known?: readonly BrokenValue[];
  /** Whether it is told which of its assertions fail, which takes looking at most of it. Default: false. */
  readonly isJudged?: boolean;
}

/**
 * So many evaluations may fail before what is broken is looked for in halves: each takes as long as the configuration
 * does, and tells of one value.
 */
const failureLimit = 10;

/**
 * All that there is to know of a configuration: in one evaluation, in which whatever throws is told as broken. Where Nix
 * cannot go on, its trace says which value it was at: the rest is asked for without that one.
 */
export async function askConfiguration(
  askFlake: AskQuestion,
  { output, name, lessons, known = [], isJudged = false }: AskedConfiguration,
): Promise<Checked<ConfigurationAnswer>> {
  const isHome = output === "homeConfigurations";
  const parts = isHome ? homeParts : systemParts;
  const search: Search = {
    ask: (question) =>
      askFlake({
        output,
        name,
        parts: [],
        only: null,
        withheld: [...search.withheld.values()].map(({ key }) => key),
        insisted: null,
        ...question,
      }),
    parts: isJudged ? [...parts, "failures"] : parts,
    isHome,
    lessons,
    withheld: new Map(
      [
        ...lessons.all.map((one) => ({ ...one, isTried: false })),
        ...known.map(({ key, reasons }) => ({ key, reasons, isTried: true })),
      ].map((one) => [nameKey(one.key), one]),
    ),
  };
  const found = await searchWhole(search);
  if (!found.ok) return found;
  const broken = found.value.broken.map((one) => explainBroken(one, search));
  return failWithout({ ...found.value, broken }, search);
}

interface Search {
  readonly ask: (question: Partial<SurveyQuestion>) => Promise<Evaluated>;
  readonly parts: readonly SurveyPart[];
  readonly isHome: boolean;
  readonly lessons: Lessons;
  /** By the names of their keys. */
  readonly withheld: WithheldValues;
}

/** An answer without what is broken elsewhere, until it is known whether that can be had here. */
interface KeptAnswer {
  readonly answer: Checked<ConfigurationAnswer>;
  /** The names of what was withheld. */
  readonly without: readonly string[];
}

async function searchWhole(search: Search): Promise<Checked<ConfigurationAnswer>> {
  const { ask, parts, withheld, lessons } = search;
  let kept: KeptAnswer | undefined;
  let reasons: readonly Diagnostic[] = [];
  for (let failures = 0; failures < failureLimit; ) {
    const result = await ask({ parts });
    if (result.ok) {
      const value = readAnswer(result.value);
      const answer = { ok: true, value, diagnostics: [] } as const;
      // What is broken elsewhere for what is not here may be had.
      const doubtful = value.broken.filter(
        (one) => withheld.get(nameKey(one.key))?.isTried === false && !lessons.holdFor(one),
      );
      if (doubtful.length === 0) return answer;
      kept = { answer, without: [...withheld.keys()] };
      for (const { key } of doubtful) withheld.delete(nameKey(key));
      continue;
    }
    failures += 1;
    if (isFinal(result.diagnostics)) {
      if (kept === undefined) return result;
      break;
    }
    const key = readKey(result.marks?.[0] ?? "");
    if (key !== undefined && isEssential(search, key)) return result;
    reasons = result.diagnostics;
    if (key === undefined || withheld.get(nameKey(key))?.isTried === true) break;
    withhold(withheld, key, result.diagnostics);
    if (kept?.without.every((one) => withheld.has(one))) return kept.answer;
  }
  if (kept === undefined) return bisectQuestion({ ...search, reasons });
  // What was not tried to the end is as it was.
  for (const one of lessons.all) {
    if (!withheld.has(nameKey(one.key))) withheld.set(nameKey(one.key), { ...one, isTried: false });
  }
  return kept.answer;
}

/** Without users a host would be declared as one without people, and a home needs somebody whose it is. */
function isEssential({ isHome }: Search, [part, name]: SurveyKey): boolean {
  return isHome
    ? part === "settings" && (name === undefined || name === "home.username")
    : part === "users" && name === undefined;
}

async function failWithout(
  answer: ConfigurationAnswer,
  search: Search,
): Promise<Checked<ConfigurationAnswer>> {
  const { members, broken } = answer;
  const users = members.get("users");
  const hasUsers = search.isHome || (Array.isArray(users) && users.length > 0);
  const lost = broken.find(
    ({ key }) => isEssential(search, key) || (!hasUsers && key[0] === "users"),
  );
  if (lost === undefined) return { ok: true, value: answer, diagnostics: [] };
  if (lost.reasons.length > 0) return { ok: false, diagnostics: lost.reasons };
  const { diagnostics } = await search.ask(insistOn(lost.key));
  return { ok: false, diagnostics };
}

/** Whether another attempt would only take as long again. */
function isFinal(diagnostics: readonly Diagnostic[]): boolean {
  const final: readonly string[] = ["nix-eval/time-out", "nix-eval/cancelled"];
  return diagnostics.some(({ code }) => final.includes(code));
}
