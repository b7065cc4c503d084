import type { Checked, Diagnostic } from "@fleet/diagnostics";
import type { Evaluated, JsonValue } from "@fleet/nix-eval";
import { readMembers, readTexts } from "../found-value.ts";
import type { SurveyKey, SurveyPart, SurveyQuestion } from "../survey-question.ts";
import {
  type BrokenValue,
  type ConfigurationAnswer,
  listedParts,
  nameKey,
  readAnswer,
} from "./configuration-answer.ts";

/** What is asked for in halves. */
export interface BisectedQuestion {
  readonly ask: (question: Partial<SurveyQuestion>) => Promise<Evaluated>;
  readonly parts: readonly SurveyPart[];
  /** Why they cannot be evaluated together. */
  readonly reasons: readonly Diagnostic[];
}

/** So many evaluations are made to find out which users are broken, and as many for all else. */
const attemptLimit = 12;

/**
 * Asks for halves of all members, and halves of those, where Nix does not say what is broken: of a stack that is full
 * there is no trace. One broken value costs no other, as long as there are not too many.
 */
export async function bisectQuestion(
  question: BisectedQuestion,
): Promise<Checked<ConfigurationAnswer>> {
  const names = await question.ask({ parts: ["names"] });
  if (!names.ok) return names;
  const listing = readMembers(readMembers(names.value).get("names"));
  const units = question.parts.flatMap((part): SurveyKey[] => {
    if (!listedParts.some((one) => one === part)) return [[part]];
    return (readTexts(listing.get(part)) ?? []).map((name) => [part, name]);
  });
  const search: Bisection = { ...question, left: attemptLimit, answers: [], broken: [] };
  const isUser = ([part]: SurveyKey) => part === "users";
  const others = units.filter((key) => !isUser(key));
  const isKnown = await look(search, others, { reasons: [], isKnown: false });
  search.left = attemptLimit;
  await look(search, units.filter(isUser), { reasons: question.reasons, isKnown });
  return { ok: true, value: joinAnswers(search), diagnostics: [] };
}

interface Bisection extends BisectedQuestion {
  /** How many more evaluations may be made. */
  left: number;
  readonly answers: ConfigurationAnswer[];
  readonly broken: BrokenValue[];
}

interface Suspicion {
  /** Why they, or more than they, cannot be evaluated together. */
  readonly reasons: readonly Diagnostic[];
  /** Whether something of them must be broken, since all others of those can be had. */
  readonly isKnown: boolean;
}

/** Looks at some, and says whether all of them can be had. Of what is known to be broken, halves are asked at once. */
async function look(
  search: Bisection,
  units: readonly SurveyKey[],
  suspicion: Suspicion,
): Promise<boolean> {
  if (units.length === 0) return true;
  if (search.left <= 0 && !(suspicion.isKnown && units.length === 1)) {
    leaveOut(search, units, { ...suspicion, untried: "too much else of it is broken" });
    return false;
  }
  const reasons = suspicion.isKnown ? suspicion.reasons : await askUnits(search, units);
  if (reasons === null) return true;
  if (units.length === 1) {
    leaveOut(search, units, { reasons });
    return false;
  }
  const middle = Math.ceil(units.length / 2);
  const isKnown = await look(search, units.slice(0, middle), { reasons, isKnown: false });
  await look(search, units.slice(middle), { reasons, isKnown });
  return false;
}

function leaveOut(
  { broken }: Bisection,
  units: readonly SurveyKey[],
  { reasons, untried }: Pick<BrokenValue, "reasons" | "untried">,
): void {
  for (const key of units) {
    const why = untried === undefined ? { reasons } : { reasons, untried };
    broken.push({ key, option: null, evidence: null, isFatal: true, ...why });
  }
}

/** Why they cannot be evaluated together; null where they can. */
async function askUnits(
  search: Bisection,
  units: readonly SurveyKey[],
): Promise<readonly Diagnostic[] | null> {
  search.left -= 1;
  const asked = new Set(units.map(([part]) => part));
  const parts = search.parts.filter((part) => asked.has(part));
  const result = await search.ask({ parts, only: units });
  if (!result.ok) return result.diagnostics;
  search.answers.push(readAnswer(result.value));
  return null;
}

function joinAnswers({ answers, broken }: Bisection): ConfigurationAnswer {
  const members = new Map<string, JsonValue>();
  for (const answer of answers) {
    for (const [part, value] of answer.members) {
      const other = members.get(part);
      const isList = Array.isArray(value) && Array.isArray(other);
      members.set(part, isList ? [...other, ...value] : value);
    }
  }
  const all = [...answers.flatMap((answer) => answer.broken), ...broken];
  return { members, broken: [...new Map(all.map((one) => [nameKey(one.key), one])).values()] };
}
