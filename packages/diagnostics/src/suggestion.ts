import { distance } from "fastest-levenshtein";
import { quote } from "./text/quotation.ts";

/**
 * The choice that `wrong` was most likely meant to be, or undefined when none is near. `slips` is how many
 * letters may be off. Default: a third of them, which is enough for a slip and too little for another word.
 */
export function nearestName(
  wrong: string,
  choices: Iterable<string>,
  slips: number = Math.floor(Math.max(wrong.length, 3) / 3),
): string | undefined {
  let nearest: string | undefined;
  let limit = slips + 1;
  const lowered = wrong.toLowerCase();
  for (const choice of choices) {
    // No name is nearer than the difference of the lengths: fleets are large, and this is cheap.
    if (Math.abs(wrong.length - choice.length) >= limit) continue;
    const steps = countSlips(lowered, choice.toLowerCase());
    if (steps < limit) {
      nearest = choice;
      limit = steps;
    }
  }
  return nearest;
}

/** Letters to insert, leave out or change; two neighbours that changed places are one slip. */
function countSlips(a: string, b: string): number {
  const steps = distance(a, b);
  if (steps !== 2 || a.length !== b.length) return steps;
  const first = a.split("").findIndex((letter, index) => letter !== b[index]);
  const isSwap = a[first] === b[first + 1] && a[first + 1] === b[first];
  return isSwap ? 1 : steps;
}

/**
 * A help for a name that is not among `choices`: the likely one if there is any, else all of them
 * (at most twelve, in the given order).
 */
export function suggestName(wrong: string, choices: readonly string[], what: string): string {
  const nearest = nearestName(wrong, choices);
  if (nearest !== undefined) return `Did you mean ${quote(nearest)}?`;
  if (choices.length === 0) return `There is no ${what} to choose from yet.`;
  const shown = choices.slice(0, 12).map(quote).join(", ");
  const rest = choices.length > 12 ? ` and ${choices.length - 12} more` : "";
  return `Choose one of ${shown}${rest}.`;
}
