import type { Diagnostic } from "@fleet/diagnostics";
import { compareNames, quote } from "@fleet/diagnostics";
import type { SurveyKey } from "../survey-question.ts";
import type { BrokenValue } from "./configuration-answer.ts";
import { nameKey } from "./configuration-answer.ts";

/** What was learned of configurations that were asked, for those that are not yet. */
export interface Lessons {
  /** What is broken wherever it was tried, with the reasons of the first that has it. */
  readonly all: readonly { readonly key: SurveyKey; readonly reasons: readonly Diagnostic[] }[];
  /** Whether it need not be tried there: what says it is what says it where it is broken, and for the same system. */
  readonly holdFor: (broken: BrokenValue) => boolean;
  /** Why it was not tried. */
  readonly describe: () => string;
}

/** What a configuration came to that was asked without lessons. */
export interface Pilot {
  readonly name: string;
  readonly broken: readonly BrokenValue[];
}

/** Nothing is known yet. */
export const noLessons: Lessons = { all: [], holdFor: () => false, describe: () => "" };

/** So many configurations have to agree that a value is broken. */
export const pilotCount = 2;

/**
 * What all of them have that Nix cannot evaluate, for one reason at one place: it lies in what they share. A value that
 * throws costs nothing, and is tried everywhere.
 */
export function learnLessons(pilots: readonly Pilot[]): Lessons {
  const [first] = pilots;
  if (first === undefined || pilots.length < pilotCount) return noLessons;
  const agreed = first.broken.flatMap((one): Lesson[] => {
    const key = nameKey(one.key);
    const same = pilots.map(({ broken }) => broken.find((other) => nameKey(other.key) === key));
    const reason = nameReason(one);
    const evidence = same.flatMap((other) => other?.evidence ?? []);
    const isSame =
      reason !== undefined &&
      evidence.length === pilots.length &&
      same.every((other) => other !== undefined && nameReason(other) === reason);
    return isSame ? [{ key: one.key, reasons: one.reasons, evidence: new Set(evidence) }] : [];
  });
  const lessons = new Map(agreed.map((one) => [nameKey(one.key), one]));
  const names = pilots.map(({ name }) => name).sort(compareNames);
  return {
    all: agreed,
    holdFor: ({ key, evidence }) =>
      evidence !== null && lessons.get(nameKey(key))?.evidence.has(evidence) === true,
    describe: () =>
      `it is broken for one reason on ${names.map(quote).join(" and ")}, and said by the same files`,
  };
}

interface Lesson {
  readonly key: SurveyKey;
  readonly reasons: readonly Diagnostic[];
  readonly evidence: ReadonlySet<string>;
}

/** By what reasons are known to be the same: undefined where Nix gave none, or where it was not tried. */
function nameReason({ reasons: [reason], untried }: BrokenValue): string | undefined {
  if (reason === undefined || untried !== undefined) return undefined;
  const [first] = reason.message.split("\n");
  return JSON.stringify([reason.code, first, reason.file, reason.position]);
}
