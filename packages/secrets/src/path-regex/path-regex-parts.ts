import type { PathAlternative, PathPart } from "./path-regex.ts";

/** What is read so far of an alternative. */
type Draft = PathAlternative;

interface Reader {
  readonly text: string;
  /** How many alternatives there may be. */
  readonly most: number;
  at: number;
}

/** Deeper than people nest groups. */
const deepest = 20;

const emptyDraft: Draft = { parts: [], hasStart: false, hasEnd: false };

/** The alternatives of a regular expression, each as its parts; undefined where it holds anything else, or more. */
export function parseAlternatives(text: string, most: number): readonly Draft[] | undefined {
  const reader: Reader = { text, most, at: 0 };
  const read = readChoice(reader, 0);
  return reader.at === text.length ? read : undefined;
}

/** What stands between bars, up to a closing bracket or the end. */
function readChoice(reader: Reader, depth: number): readonly Draft[] | undefined {
  if (depth > deepest) return undefined;
  const found: Draft[] = [];
  for (;;) {
    const sequence = readSequence(reader, depth);
    if (sequence === undefined || found.length + sequence.length > reader.most) return undefined;
    found.push(...sequence);
    if (reader.text[reader.at] !== "|") return found;
    reader.at += 1;
  }
}

function readSequence(reader: Reader, depth: number): readonly Draft[] | undefined {
  let drafts: readonly Draft[] = [emptyDraft];
  while (reader.at < reader.text.length && !/[|)]/.test(reader.text[reader.at] ?? "")) {
    const options = readAtom(reader, depth);
    if (options === undefined || drafts.length * options.length > reader.most) return undefined;
    const joined = drafts.flatMap((draft) => options.map((option) => joinDrafts(draft, option)));
    if (joined.some((draft) => draft === undefined)) return undefined;
    drafts = joined.flatMap((draft) => draft ?? []);
  }
  return drafts;
}

/** One behind the other; undefined where something stands before a beginning, or behind an end. */
function joinDrafts(first: Draft, second: Draft): Draft | undefined {
  if (second.hasStart && first.parts.length > 0) return undefined;
  if (first.hasEnd && second.parts.length > 0) return undefined;
  return {
    parts: [...first.parts, ...second.parts],
    hasStart: first.hasStart || second.hasStart,
    hasEnd: first.hasEnd || second.hasEnd,
  };
}

function readAtom(reader: Reader, depth: number): readonly Draft[] | undefined {
  const rest = reader.text.slice(reader.at, reader.at + 200);
  if (rest.startsWith("^")) return take(reader, 1, [{ ...emptyDraft, hasStart: true }]);
  if (rest.startsWith("$")) return take(reader, 1, [{ ...emptyDraft, hasEnd: true }]);
  if (rest.startsWith("(")) return readGroup(reader, depth);
  for (const [form, part] of wild) {
    const [found] = form.exec(rest) ?? [];
    if (found !== undefined) return take(reader, found.length, [draftOf(part)]);
  }
  const [single, separator, letter = ""] =
    /^(?:(\[\/\\\\\]|\[\/\]|\\\/)|([^[\]\\*+?{}()|^$]|\\[^A-Za-z0-9]|\[\.\]))/.exec(rest) ?? [];
  if (single === undefined) return undefined;
  const text = separator === undefined ? letter.replace(/^\[(.)\]$|^\\(.)$/, "$1$2") : "/";
  take(reader, single.length, []);
  return readOptional(reader, [draftOf({ kind: "text", text })]);
}

/** Classes of characters, from the particular on. */
const wild: readonly (readonly [RegExp, PathPart])[] = [
  [/^\[\^\/\]\+\??/, { kind: "name", isFull: true }],
  [/^\[\^\/\]\*\??/, { kind: "name", isFull: false }],
  [/^(?:\.|\\S)\+\??/, { kind: "any", isFull: true }],
  [/^(?:\.|\\S)\*\??/, { kind: "any", isFull: false }],
  [
    /^(?:\\[wd]|\[(?:\^?\/)?(?:[\w.@^-]|\\[wd.-])+\])(?:\+|\{\d+(?:,\d*)?\})\??/,
    { kind: "name", isFull: true },
  ],
  [/^(?:\\[wd]|\[(?:\^?\/)?(?:[\w.@^-]|\\[wd.-])+\])\*\??/, { kind: "name", isFull: false }],
];

function readGroup(reader: Reader, depth: number): readonly Draft[] | undefined {
  const [opening = "("] =
    /^\((?:\?:|\?P?<\w+>)?/.exec(reader.text.slice(reader.at, reader.at + 60)) ?? [];
  reader.at += opening.length;
  const inner = readChoice(reader, depth + 1);
  if (inner === undefined || reader.text[reader.at] !== ")") return undefined;
  reader.at += 1;
  const [folders] = /^[*+]\??/.exec(reader.text.slice(reader.at)) ?? [];
  if (folders === undefined) return readOptional(reader, inner);
  // `([^/]+/)*` stands for any folders; of other groups nobody knows what they come to.
  const [only, other] = inner;
  const [name, slash, more] = only?.parts ?? [];
  const isFolder = slash?.kind === "text" && slash.text === "/" && more === undefined;
  if (other !== undefined || name === undefined || name.kind === "text" || !isFolder)
    return undefined;
  reader.at += folders.length;
  const deep = draftOf({ kind: "any", isFull: true }, slash);
  return folders.startsWith("+") ? [deep] : [deep, emptyDraft];
}

/** What may be left out, if a question mark is next; undefined where another quantifier is. */
function readOptional(reader: Reader, drafts: readonly Draft[]): readonly Draft[] | undefined {
  const next = reader.text[reader.at] ?? "";
  if (/[*+{]/.test(next)) return undefined;
  if (next !== "?") return drafts;
  reader.at += 1;
  return /[*+?{]/.test(reader.text[reader.at] ?? "") ? undefined : [...drafts, emptyDraft];
}

function draftOf(...parts: readonly PathPart[]): Draft {
  return { ...emptyDraft, parts };
}

function take(reader: Reader, length: number, drafts: readonly Draft[]): readonly Draft[] {
  reader.at += length;
  return drafts;
}
