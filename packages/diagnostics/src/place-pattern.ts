import { formatPath, type Path } from "./diagnostic.ts";

/** A place in the declaration of which some steps may be any: the text of each step, `*` for one that is. */
export type PlacePattern = readonly string[];

// A key called "*" is no plain word, and so stands in quotes.
const anyStep = "*";

/**
 * Reads a place in which `*` stands for whole steps, such as `hosts.*.users.*`; undefined where it has none, or is
 * no such place: a step is any or none of it is, and the first says what part of the declaration it is about.
 */
export function readPlacePattern(at: string): PlacePattern | undefined {
  const [first] = /^[A-Za-z_$][\w$-]*/.exec(at) ?? [];
  if (first === undefined) return undefined;
  const steps = [first];
  const step = /\.(\*|[A-Za-z_$][\w$-]*)|(\[\d+\]|\["(?:[^"\\]|\\.)*"\])/y;
  step.lastIndex = first.length;
  while (step.lastIndex < at.length) {
    const [, word, bracket] = step.exec(at) ?? [];
    const text = word ?? bracket;
    if (text === undefined) return undefined;
    steps.push(text);
  }
  return steps.includes(anyStep) ? steps : undefined;
}

/** Whether a place in the declaration has as many steps, and each of them that the pattern names. */
export function matchesPlace(pattern: PlacePattern, path: Path): boolean {
  if (path.length !== pattern.length) return false;
  return pattern.every((step, index) => step === anyStep || step === stepAt(path, index));
}

function stepAt(path: Path, index: number): string | undefined {
  const key = path[index];
  return key === undefined ? undefined : formatPath([key]);
}

/** The places as one, with `*` for the steps in which they differ; undefined where that would be no pattern. */
export function describePattern(paths: readonly Path[]): string | undefined {
  const [first = [], ...others] = paths;
  if (others.some(({ length }) => length !== first.length)) return undefined;
  const isAny = first.map((key, index) => others.some((path) => path[index] !== key));
  if (isAny[0] === true || !isAny.includes(true)) return undefined;
  const text = first.reduce<string>((start, key, index) => {
    if (isAny[index] === true) return `${start}.${anyStep}`;
    const step = formatPath([key]);
    return start === "" || step.startsWith("[") ? start + step : `${start}.${step}`;
  }, "");
  return readPlacePattern(text) === undefined ? undefined : text;
}
