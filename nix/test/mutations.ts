/** A source of numbers from 0 up to 1 that is the same for the same seed (mulberry32). */
export type Random = () => number;

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A text with one thing changed, as people, tools and disks do it. */
export interface Mutant {
  readonly name: string;
  readonly text: string;
}

type Mutation = (text: string, random: Random) => string;

const below = (random: Random, end: number) => Math.floor(random() * end);

/** One of the places where a pattern matches is replaced; nothing where it matches nowhere. */
function replaceOne(pattern: RegExp, replace: (found: string, random: Random) => string): Mutation {
  return (text, random) => {
    const places = [...text.matchAll(pattern)];
    const found = places[below(random, places.length)];
    if (found === undefined) return text;
    const [before] = found;
    const end = found.index + before.length;
    return `${text.slice(0, found.index)}${replace(before, random)}${text.slice(end)}`;
  };
}

function changeLines(change: (lines: string[], at: number, random: Random) => void): Mutation {
  return (text, random) => {
    const lines = text.split("\n");
    change(lines, below(random, lines.length), random);
    return lines.join("\n");
  };
}

const bytes = ["\u0001", '"', "\\", "{", "}", "[", ",", ":", "\r", "\t", "é", "\u2028", "0", "x"];

const mutations: Readonly<Record<string, Mutation>> = {
  "another number": replaceOne(/\d+(?=,?\n)/g, (found, random) =>
    String((Number(found) + 1 + below(random, 500)) % 10 ** found.length),
  ),
  "the other answer": replaceOne(/\b(?:true|false)\b/g, (found) => String(found !== "true")),
  "another text": replaceOne(/(?<=": ")[^"\n]+(?=")/g, () => "changed"),
  "another name": replaceOne(/"[^"\n]+"(?=: )/g, () => '"changed"'),
  "a name twice": replaceOne(
    /^ *"[^"\n]+": [^{[\n]+,$/gm,
    (found) => `${found}\n${found.replace(/: .*/, ": null,")}`,
  ),
  "an object emptied": replaceOne(/\{\n[^{}]*\}/g, () => "{}"),
  "an object gone": replaceOne(/ *"[^"\n]+": \{\n[^{}]*\},\n/g, () => ""),
  "a list emptied": replaceOne(/\[\n[^[\]]*\]/g, () => "[]"),
  "a line gone": changeLines((lines, at) => lines.splice(at, 1)),
  "a line twice": changeLines((lines, at) => lines.splice(at, 0, lines[at] ?? "")),
  "two lines exchanged": changeLines((lines, at) =>
    lines.splice(at, 2, ...lines.slice(at, at + 2).reverse()),
  ),
  "some lines gone": changeLines((lines, at, random) => lines.splice(at, 1 + below(random, 40))),
  "a character more": (text, random) => {
    const at = below(random, text.length);
    return `${text.slice(0, at)}${bytes[below(random, bytes.length)]}${text.slice(at)}`;
  },
  "a character less": (text, random) => {
    const at = below(random, text.length);
    return `${text.slice(0, at)}${text.slice(at + 1)}`;
  },
  "another character": (text, random) => {
    const at = below(random, text.length);
    return `${text.slice(0, at)}${bytes[below(random, bytes.length)]}${text.slice(at + 1)}`;
  },
  "an end that is cut off": (text, random) => text.slice(0, below(random, text.length)),
  "other line ends": (text) => text.replaceAll("\n", "\r\n"),
  "no line ends": (text) => text.replace(/\n */g, ""),
};

/** So many mutants of a text, every kind in its turn. */
export function mutate(text: string, random: Random, count: number): readonly Mutant[] {
  const kinds = Object.entries(mutations);
  return Array.from({ length: count }, (_, turn) => {
    const [name, mutation] = kinds[turn % kinds.length] ?? ["none", (same: string) => same];
    return { name, text: mutation(text, random) };
  });
}
