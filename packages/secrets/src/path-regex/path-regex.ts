import { parseAlternatives } from "./path-regex-parts.ts";

/**
 * A part of a path: `text` as it is, `name` for characters without a slash, `any` for any characters. Of the
 * last two `isFull` says that there is one at least.
 */
export type PathPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "name" | "any"; readonly isFull: boolean };

/** One of the forms that a path may have to match. */
export interface PathAlternative {
  /** From left to right; no two texts stand beside each other. */
  readonly parts: readonly PathPart[];
  /** Whether it is anchored: else anything may stand before, or behind. */
  readonly hasStart: boolean;
  readonly hasEnd: boolean;
}

/** So many alternatives are written out. */
const most = 32;

/**
 * Takes the regular expressions apart that people write for paths: texts, names, folders, and what is to
 * choose from. Undefined for any other. A dot without a backslash counts as a dot, and a class of
 * characters as any without a slash.
 */
export function parsePathRegex(regex: string): readonly PathAlternative[] | undefined {
  const alternatives = parseAlternatives(regex, most);
  return alternatives?.map(({ parts, hasStart, hasEnd }) => ({
    parts: joinTexts(parts),
    hasStart,
    hasEnd,
  }));
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
export function samplePathRegex(alternatives: readonly PathAlternative[]): string[] {
  const made = alternatives.map((alternative) => {
    const paths = ["new", "new/more"].map((any) => writeSample(alternative, any));
    return { ...alternative, paths };
  });
  const loose = made.flatMap(({ paths, hasStart, hasEnd }) => [
    ...(hasStart ? [] : paths.map((path) => `elsewhere/${path}`)),
    ...(hasEnd ? [] : paths.map((path) => (path.endsWith("/") ? `${path}new` : `${path}.new`))),
  ]);
  const all = [...made.flatMap(({ paths }) => paths), ...loose];
  return [...new Set(all)].filter((path) => path !== "" && !path.endsWith("/"));
}

function writeSample({ parts }: PathAlternative, any: string): string {
  const texts = parts.map((part) =>
    part.kind === "text" ? part.text : part.kind === "name" ? "new" : any,
  );
  return texts.join("");
}
