import { createOnce } from "./repetition.ts";

/**
 * A command that mends a finding and, with the words of several behind it, all of them at once: its steps, of
 * which each runs where the one before it succeeded.
 */
export type Cure = readonly CureStep[];

/** One program of a cure. */
export interface CureStep {
  /** What stands before the words, as a shell takes it: `git add --`. */
  readonly command: string;
  /** What it is about, as words for a shell (see `shellWord`). */
  readonly operands: readonly string[];
}

/** More words than this are no line that anybody pastes. */
const operandLimit = 200;

/** What cures have to have in common to be one command. */
export function cureKey(cure: Cure): string {
  return JSON.stringify(cure.map(({ command }) => command));
}

/** The one command for cures of one key: every word once, in order. Of very many, those of the first. */
export function joinCures(cures: readonly Cure[]): Cure {
  const [first = []] = cures;
  return first.map(({ command }, index) => {
    const isNew = createOnce();
    const operands = cures.flatMap((cure) => cure[index]?.operands ?? []);
    return { command, operands: operands.filter((word) => isNew(word)).slice(0, operandLimit) };
  });
}

/** How many findings with cures of one key their one command mends. */
export function countCured(cures: readonly Cure[]): number {
  return Math.min(cures.length, operandLimit);
}

/** A cure as a line for a shell. */
export function renderCure(cure: Cure): string {
  return cure.map(({ command, operands }) => [command, ...operands].join(" ")).join(" && ");
}
