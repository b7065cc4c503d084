import { type BaseFile, readBaseFiles } from "./base-files.ts";
import { nameDisguises } from "./block-names.ts";
import { shapeDisguises } from "./block-shapes.ts";
import { characterDisguises } from "./characters.ts";
import { commentDisguises } from "./comments.ts";
import { createGround, type Disguise } from "./disguise.ts";
import { documentDisguises } from "./documents.ts";
import { endDisguises } from "./ends.ts";
import { entryDisguises } from "./entries.ts";
import { keyFormDisguises } from "./key-forms.ts";
import { createRandom, type Random } from "./random.ts";
import { randomDisguises } from "./random-damage.ts";
import { ruleDisguises } from "./rules.ts";
import { tokenDisguises } from "./tokens.ts";
import { valueDisguises } from "./values.ts";
import { wrapHeaderDisguises } from "./wrap-headers.ts";
import { writtenEntryDisguises } from "./written-entries.ts";

/** A file that something was done to. */
export interface Case {
  /** The seed and the number, from which it can be made again. */
  readonly id: string;
  readonly family: string;
  /** What was done to which file. */
  readonly title: string;
  readonly base: BaseFile;
  readonly bytes: Uint8Array;
  /** A plain value that stands in it; undefined when none does. */
  readonly marker: string | undefined;
}

/** All ways to damage and disguise. */
const disguises: readonly Disguise[] = [
  ...nameDisguises,
  ...keyFormDisguises,
  ...shapeDisguises,
  ...characterDisguises,
  ...documentDisguises,
  ...endDisguises,
  ...tokenDisguises,
  ...commentDisguises,
  ...entryDisguises,
  ...writtenEntryDisguises,
  ...valueDisguises,
  ...ruleDisguises,
  ...wrapHeaderDisguises,
  ...randomDisguises,
];

/** What is done to the files, in kinds. */
export const families: readonly string[] = [
  ...new Set(disguises.map(({ family }) => family)),
  "joined",
  "untouched",
];

/** The order in which the families come: those without end come more often. */
const turns = [...families, "random", "joined", "random", "joined", "random"];

const bases = readBaseFiles();

/** Each disguise once, in one of its formats: what a long run begins with. */
export function* everyDisguise(seed: number): Iterable<Case> {
  for (const [number, disguise] of disguises.entries()) {
    const random = createRandom(seed * 1_000_003 + number);
    const fitting = bases.filter((base) => isFor(disguise, base));
    for (let attempts = 0; attempts < 5; attempts += 1) {
      const made = make([disguise], random.pick(fitting), { random, id: `${seed}-all-${number}` });
      if (made === undefined) continue;
      yield made;
      break;
    }
  }
}

/** Cases from a seed, in turn from every family; the same for the same seed. */
export function* randomCases(seed: number, count: number): Iterable<Case> {
  for (let number = 0; number < count; number += 1) {
    yield makeCase(seed, number);
  }
}

function makeCase(seed: number, number: number): Case {
  const random = createRandom(seed * 7919 + number * 104_729);
  const family = turns[number % turns.length] ?? "random";
  const id = `${seed}-${number}`;
  for (;;) {
    const base = random.pick(bases);
    const chosen = choose(family, base, random);
    const made = chosen && make(chosen, base, { random, id });
    if (made !== undefined) return { ...made, family };
  }
}

function choose(family: string, base: BaseFile, random: Random): readonly Disguise[] | undefined {
  if (family === "untouched") return [];
  const fitting = disguises.filter((disguise) => isFor(disguise, base));
  if (family === "joined") return [random.pick(fitting), random.pick(fitting)];
  const own = fitting.filter((disguise) => disguise.family === family);
  return own.length === 0 ? undefined : [random.pick(own)];
}

function isFor({ formats, kinds = ["age"] }: Disguise, { format, kind }: BaseFile): boolean {
  return formats.includes(format) && kinds.includes(kind);
}

/** Undefined when one of the disguises finds nothing to change. */
function make(
  chosen: readonly Disguise[],
  base: BaseFile,
  { random, id }: { readonly random: Random; readonly id: string },
): Case | undefined {
  let isMarked = false;
  const marker = `hunter2-${id}`;
  const ground = createGround(base, random, { marker, take: () => (isMarked = true) });
  let text: string | Uint8Array | undefined = base.text;
  for (const { apply } of chosen) {
    // Of bytes, and of what is hardly anything any more, nothing more is made.
    if (typeof text !== "string" || !text.includes("\n")) break;
    text = apply(text, ground);
  }
  if (text === undefined) return undefined;
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const names = chosen.map(({ family, name }) => `${family}: ${name}`);
  const [first = "untouched"] = chosen.map(({ family }) => family);
  return {
    id,
    family: first,
    title: `${names.join(" + ") || "untouched"} (${base.format} of ${base.version}, ${base.kind})`,
    base,
    bytes,
    marker: isMarked && holds(bytes, marker) ? marker : undefined,
  };
}

/**
 * Whether a text stands in bytes, in whatever encoding (what is between its characters is left out), and
 * elsewhere than in a value that the rule leaves open, or in the name of a key, which nobody seals.
 */
function holds(bytes: Uint8Array, text: string): boolean {
  const isName = new RegExp(`^[\\s"'\\w-]*${text}["'\\w]*\\s*[:=]`);
  return Buffer.from(bytes.filter((byte) => byte !== 0))
    .toString("latin1")
    .split("\n")
    .some((row, at, rows) => {
      // A line that is indented more goes on with an open value above it.
      const isOpen = `${/^\s/.test(row) ? rows[at - 1] : ""}${row}`.includes("_unencrypted");
      return row.includes(text) && !isOpen && !isName.test(row);
    });
}
