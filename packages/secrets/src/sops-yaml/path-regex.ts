/**
 * A part of a path: `text` as it is, `name` for characters without a slash, `any` for any characters. Of the
 * last two `isFull` says that there is one at least.
 */
export type PathPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "name" | "any"; readonly isFull: boolean };

/** A `path_regex` taken apart. */
export interface PathRegex {
  /** Each alternative, as its parts from left to right; no two texts stand beside each other. */
  readonly alternatives: readonly (readonly PathPart[])[];
  /** Whether it is anchored: else anything may stand before, or behind. */
  readonly hasStart: boolean;
  readonly hasEnd: boolean;
}

/** So many alternatives are written out. */
const most = 16;

/**
 * Takes the regular expressions apart that people write for paths: texts, names, folders, and endings to
 * choose from. Undefined for any other. A dot without a backslash counts as a dot.
 */
export function parsePathRegex(regex: string): PathRegex | undefined {
  const hasStart = regex.startsWith("^");
  const hasEnd = /(?:^|[^\\])(?:\\\\)*\$$/.test(regex);
  const body = regex.slice(hasStart ? 1 : 0, hasEnd ? -1 : undefined);
  let alternatives: PathPart[][] = [[]];
  for (let rest = body; rest !== ""; ) {
    const next = readPart(rest);
    if (next === undefined || alternatives.length * next.options.length > most) return undefined;
    alternatives = alternatives.flatMap((parts) =>
      next.options.map((option) => [...parts, ...option]),
    );
    rest = rest.slice(next.length);
  }
  return { alternatives: alternatives.map(joinTexts), hasStart, hasEnd };
}

interface ReadPart {
  readonly options: readonly (readonly PathPart[])[];
  readonly length: number;
}

const wild: readonly (readonly [RegExp, PathPart])[] = [
  [/^\[\^\/\]\+\??/, { kind: "name", isFull: true }],
  [/^\[\^\/\]\*\??/, { kind: "name", isFull: false }],
  [/^\.\+\??/, { kind: "any", isFull: true }],
  [/^\.\*\??/, { kind: "any", isFull: false }],
];

function readPart(rest: string): ReadPart | undefined {
  for (const [form, part] of wild) {
    const [found] = form.exec(rest) ?? [];
    if (found !== undefined) return { options: [[part]], length: found.length };
  }
  const [separator] = /^(?:\[\/\\\\\]|\[\/\]|\\\/)/.exec(rest) ?? [];
  if (separator !== undefined) return { options: [textOf("/")], length: separator.length };
  const [group, inner = ""] = /^\((?:\?:)?((?:[\w@ /|.-]|\\[^A-Za-z0-9])*)\)\??/.exec(rest) ?? [];
  const [single, letter = ""] =
    group === undefined ? (/^([\w/@ .-]|\\[^A-Za-z0-9]|\[\.\])\??/.exec(rest) ?? []) : [];
  const found = group ?? single;
  // Behind a group or a letter any other quantifier means something that has no name here.
  if (found === undefined || /^[*+{?]/.test(rest.slice(found.length))) return undefined;
  const texts = group === undefined ? [letter] : inner.split("|");
  const all = found.endsWith("?") && !/\\\?$/.test(found) ? [...texts, ""] : texts;
  return { options: all.map((text) => textOf(readText(text))), length: found.length };
}

function readText(text: string): string {
  return text === "[.]" ? "." : text.replaceAll(/\\(.)/g, "$1");
}

function textOf(text: string): PathPart[] {
  return text === "" ? [] : [{ kind: "text", text }];
}

function joinTexts(parts: readonly PathPart[]): PathPart[] {
  const joined: PathPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === "text" && last?.kind === "text") {
      joined.splice(-1, 1, { kind: "text", text: last.text + part.text });
    } else joined.push(part);
  }
  return joined;
}

/** Paths that are made up so that a regular expression could match them, to try an order of rules on. */
export function samplePathRegex({ alternatives, hasStart, hasEnd }: PathRegex): string[] {
  const paths = alternatives.flatMap((parts) =>
    ["new", "new/more"].map((any) => {
      const inner = parts.map((part) =>
        part.kind === "text" ? part.text : part.kind === "name" ? "new" : any,
      );
      return inner.join("");
    }),
  );
  const loose = [
    ...(hasStart ? [] : paths.map((path) => `elsewhere/${path}`)),
    ...(hasEnd ? [] : paths.map((path) => (path.endsWith("/") ? `${path}new` : `${path}.new`))),
  ];
  return [...new Set([...paths, ...loose])].filter((path) => path !== "" && !path.endsWith("/"));
}
