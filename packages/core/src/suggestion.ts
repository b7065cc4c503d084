import { distance } from "fastest-levenshtein";

/** The choice that `wrong` was most likely meant to be, or undefined when none is near. */
export function nearestName(wrong: string, choices: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  // A third of the letters may be off: enough for a slip, too little for another word.
  let limit = Math.max(1, Math.floor(Math.max(wrong.length, 3) / 3)) + 1;
  for (const choice of choices) {
    const steps = distance(wrong.toLowerCase(), choice.toLowerCase());
    if (steps < limit) {
      nearest = choice;
      limit = steps;
    }
  }
  return nearest;
}

/**
 * A help for a name that is not among `choices`: the likely one if there is any, else all of them
 * (at most ten, in the given order).
 */
export function suggestName(wrong: string, choices: readonly string[], what: string): string {
  const nearest = nearestName(wrong, choices);
  if (nearest !== undefined) return `Did you mean ${quote(nearest)}?`;
  if (choices.length === 0) return `There is no ${what} to choose from yet.`;
  const shown = choices.slice(0, 10).map(quote).join(", ");
  const rest = choices.length > 10 ? ` and ${choices.length - 10} more` : "";
  return `Choose one of ${shown}${rest}.`;
}

/** A value as a message quotes it: JSON, with control characters escaped and long text cut. */
export function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  const cut = text.length > 120 ? `${text.slice(0, 117)}…` : text;
  // JSON leaves DEL, the C1 controls and the bidirectional marks as they are; a terminal obeys them.
  return cut.replace(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
