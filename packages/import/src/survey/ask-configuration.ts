import type { Checked, Diagnostic } from "@fleet/diagnostics";
import type { JsonValue } from "@fleet/nix-eval";
import { type Members, readMembers, readTexts } from "./found-value.ts";
import type { SurveyedOutput, SurveyPart, SurveyQuestion } from "./survey-question.ts";

/** What Nix told of a configuration, by part; what it could not tell is not in there. */
export interface ConfigurationAnswer {
  readonly members: Members;
  /** What of it cannot be evaluated though the rest can, and why. */
  readonly gaps: readonly ConfigurationGap[];
}

/** A part that cannot be evaluated, or members of it. */
export interface ConfigurationGap {
  readonly part: SurveyPart | "shells";
  /** Null for the part as a whole. */
  readonly names: readonly string[] | null;
  readonly reasons: readonly Diagnostic[];
}

/** Asks a flake about one configuration. */
export type AskQuestion = (question: SurveyQuestion) => Promise<Checked<JsonValue>>;

/** The parts that lists of members are in. */
const listed: ReadonlySet<SurveyPart> = new Set([
  "settings",
  "users",
  "groups",
  "homes",
  "secrets",
]);

/**
 * So many evaluations are made of one configuration to find out what in it is broken: each takes as long as the
 * configuration does.
 */
const attemptLimit = 24;

/**
 * All that there is to know of a configuration, in one evaluation; with `isJudged` also which of its assertions fail,
 * which takes looking at most of it. Where that fails for another reason than time, its
 * parts are asked for one by one, and then halves of what they list, so that one broken value costs no other.
 */
export async function askConfiguration(
  askFlake: AskQuestion,
  output: SurveyedOutput,
  name: string,
  { isJudged = false }: { readonly isJudged?: boolean | undefined } = {},
): Promise<Checked<ConfigurationAnswer>> {
  const ask = (question: Partial<SurveyQuestion>) =>
    askFlake({ output, name, parts: [], only: null, hasShells: true, ...question });
  const told: readonly SurveyPart[] =
    output === "homeConfigurations"
      ? ["settings", "secrets", "modules"]
      : ["users", "settings", "groups", "homes", "secrets", "modules", "rootWays"];
  const parts: readonly SurveyPart[] = isJudged ? [...told, "failures"] : told;
  const whole = await ask({ parts });
  if (whole.ok) {
    const value = { members: readMembers(whole.value), gaps: [] };
    return { ok: true, value, diagnostics: [] };
  }
  if (isFinal(whole.diagnostics)) return whole;
  const names = await ask({ parts: ["names"] });
  // The first reasons tell of what is wrong; what is asked here is hardly anything.
  if (!names.ok) return isFinal(names.diagnostics) ? names : whole;
  const listing = readMembers(readMembers(names.value).get("names"));
  const search: Search = { ask, listing, left: attemptLimit, hasShells: true };
  const answers = new Map<string, JsonValue>();
  const gaps: ConfigurationGap[] = [];
  for (const part of parts) {
    const found = await askPart(search, part, null);
    for (const [key, value] of found.members) answers.set(key, value);
    gaps.push(...found.gaps);
    // A host of which nobody is known would be declared as one without people.
    if (part === "users" && isNothing(found)) return whole;
  }
  return { ok: true, value: { members: answers, gaps: joinGaps(gaps) }, diagnostics: [] };
}

function isNothing({ members, gaps }: ConfigurationAnswer): boolean {
  const users = members.get("users");
  return gaps.length > 0 && !(Array.isArray(users) && users.length > 0);
}

interface Search {
  readonly ask: (question: Partial<SurveyQuestion>) => Promise<Checked<JsonValue>>;
  /** The names in each list. */
  readonly listing: Members;
  /** How many more evaluations may be made. */
  left: number;
  /** Whether shells are asked for, which are left out once they are broken. */
  hasShells: boolean;
}

async function askPart(
  search: Search,
  part: SurveyPart,
  only: readonly string[] | null,
): Promise<ConfigurationAnswer> {
  const { ask, hasShells } = search;
  search.left -= 1;
  const result = await ask({ parts: [part], only, hasShells });
  if (result.ok) return { members: readMembers(result.value), gaps: [] };
  const { diagnostics: reasons } = result;
  if (part === "users" && hasShells && !isFinal(reasons)) {
    return askWithoutShells(search, reasons);
  }
  const names = only ?? readTexts(search.listing.get(part)) ?? [];
  const isDivisible = listed.has(part) && (only === null ? names.length > 0 : names.length > 1);
  if (!isDivisible || search.left <= 0 || isFinal(reasons)) {
    return { members: new Map(), gaps: [{ part, names: only, reasons }] };
  }
  const middle = Math.ceil(names.length / 2);
  const halves = [names.slice(0, middle), names.slice(middle)].filter(({ length }) => length > 0);
  const answers: ConfigurationAnswer[] = [];
  for (const half of halves) answers.push(await askPart(search, part, half));
  return joinAnswers(part, answers);
}

/** Most of what fails of users are the packages of their shells, and that of everybody's at once. */
async function askWithoutShells(
  search: Search,
  reasons: readonly Diagnostic[],
): Promise<ConfigurationAnswer> {
  search.hasShells = false;
  const { members, gaps } = await askPart(search, "users", null);
  const isCause = gaps.length === 0;
  return isCause
    ? { members, gaps: [{ part: "shells", names: null, reasons }] }
    : { members, gaps };
}

function joinAnswers(
  part: SurveyPart,
  answers: readonly ConfigurationAnswer[],
): ConfigurationAnswer {
  const members = new Map(answers.flatMap((answer) => [...answer.members]));
  const lists = answers.map((answer) => answer.members.get(part));
  members.set(
    part,
    lists.flatMap((list) => (Array.isArray(list) ? list : [])),
  );
  return { members, gaps: answers.flatMap(({ gaps }) => gaps) };
}

/** Gaps in one list for one reason are one. */
function joinGaps(gaps: readonly ConfigurationGap[]): ConfigurationGap[] {
  const joined = new Map<string, ConfigurationGap>();
  for (const gap of gaps) {
    const [reason] = gap.reasons;
    const [first] = (reason?.message ?? "").split("\n");
    const key = `${gap.part} ${gap.names === null} ${reason?.code} ${first}`;
    const other = joined.get(key);
    const names = gap.names === null ? null : [...(other?.names ?? []), ...gap.names];
    joined.set(key, { ...gap, names, reasons: other?.reasons ?? gap.reasons });
  }
  return [...joined.values()];
}

/** Whether another attempt would only take as long again. */
function isFinal(diagnostics: readonly Diagnostic[]): boolean {
  const final: readonly string[] = ["nix-eval/time-out", "nix-eval/cancelled"];
  return diagnostics.some(({ code }) => final.includes(code));
}
