import type { Random } from "./random.ts";

/** A text with some places damaged: half of them so that it can mostly still be parsed. */
export function damageText(text: string, random: Random): string {
  return random.below(3) === 0 ? breakText(text, random) : bendText(text, random);
}

type Bend = (text: string, random: Random) => string;

// A scalar of JSON, or of YAML where it is the value of a key or an entry of a list.
const scalars = /(?<=[:[,-] |^ *)(?:"(?:[^"\\\n]|\\.)*"|[\w./@-]+)(?=,?$)/gm;
const keys = /(?<=^ *(?:- )?)"?[\w-]+"?(?=:)/gm;

const others = ["null", "true", "0", "-1", "1500", "1e3", "1.5", '""', '"x"', "[]", "{}", '"ann"'];

/** A text with some values, keys and lines that are other than they were. */
function bendText(text: string, random: Random): string {
  let bent = text;
  for (let left = 1 + random.below(3); left > 0; left -= 1) {
    bent = random.pick(bends, swapLines)(bent, random);
  }
  return bent;
}

const bends: readonly Bend[] = [
  (text, random) => replaceOne(text, { what: scalars, random, by: random.pick(others, "0") }),
  (text, random) =>
    replaceOne(text, { what: scalars, random, by: random.pick(text.match(scalars) ?? [], "0") }),
  (text, random) =>
    replaceOne(text, { what: keys, random, by: random.pick(text.match(keys) ?? [], "x") }),
  swapScalars,
  swapLines,
  (text, random) => changeLine(text, random, () => []),
  (text, random) => changeLine(text, random, (line) => [line, line]),
  (text, random) => changeLine(text, random, (line) => [line.replaceAll('"', "'")]),
  (text, random) => changeLine(text, random, (line) => [line.replaceAll(/["']/g, "")]),
  (text, random) => changeLine(text, random, (line) => [`  ${line}`]),
];

interface Replacement {
  readonly what: RegExp;
  readonly random: Random;
  readonly by: string;
}

function replaceOne(text: string, { what, random, by }: Replacement): string {
  const found = [...text.matchAll(what)];
  const one = found[random.below(found.length)];
  if (one === undefined) return text;
  return text.slice(0, one.index) + by + text.slice(one.index + one[0].length);
}

function swapScalars(text: string, random: Random): string {
  const found = [...text.matchAll(scalars)];
  const places = [random.below(found.length), random.below(found.length)].sort((a, b) => a - b);
  const [first, second] = places.map((place) => found[place]);
  if (first === undefined || second === undefined || first === second) return text;
  const between = text.slice(first.index + first[0].length, second.index);
  const rest = text.slice(second.index + second[0].length);
  return text.slice(0, first.index) + second[0] + between + first[0] + rest;
}

/** Lines that end alike, so that JSON keeps its commas. */
function swapLines(text: string, random: Random): string {
  const lines = text.split("\n");
  const [first, second] = [random.below(lines.length), random.below(lines.length)];
  const [one = "", other = ""] = [lines[first], lines[second]];
  if (one.slice(-1) !== other.slice(-1)) return text;
  return lines.with(first, other).with(second, one).join("\n");
}

/** Of JSON a line that a comma ends: the last one of an object cannot go alone. */
function changeLine(
  text: string,
  random: Random,
  change: (line: string) => readonly string[],
): string {
  const lines = text.split("\n");
  const isJson = text.startsWith("{");
  const places = [...lines.keys()].filter(
    (place) => !isJson || lines[place]?.endsWith(",") === true,
  );
  const place = random.pick(places, 0);
  return lines.toSpliced(place, 1, ...change(lines[place] ?? "")).join("\n");
}

const scraps = [
  "\0",
  "\ufeff",
  "\t",
  "? ",
  "[",
  "{",
  "}",
  "<<: *a",
  "&a ",
  "*a",
  "---\n",
  "!!x ",
  "'",
  '"',
  ": ",
  "\r",
  "\u2028",
  "1e999",
  "- ",
];

/** A text with some places damaged, so that it can mostly not be parsed. */
function breakText(text: string, random: Random): string {
  let damaged = text;
  for (let left = 1 + random.below(4); left > 0; left -= 1) {
    const start = random.below(damaged.length + 1);
    const end = start + random.below(12);
    const scrap = random.pick(scraps, "").repeat(random.below(20) === 0 ? 500 : 1);
    damaged = damaged.slice(0, start) + scrap + damaged.slice(random.below(2) === 0 ? start : end);
  }
  return damaged;
}
