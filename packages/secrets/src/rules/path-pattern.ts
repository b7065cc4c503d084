import { compareNames } from "@fleet/diagnostics";

/** A path with `*` and `**` in it, taken apart. */
export interface PathPattern {
  readonly text: string;
  readonly segments: readonly Segment[];
}

/** One name of a path: `**` for any folders, or texts with one or more characters between each two. */
type Segment = "**" | readonly string[];

/** Takes a pattern apart that `patternProblem` has nothing against. */
export function parsePattern(text: string): PathPattern {
  const segments = text.split("/").map((name) => (name === "**" ? name : name.split("*")));
  return { text, segments };
}

/** What keeps a text from being a path pattern, or undefined; placeholders must be filled in before. */
export function patternProblem(
  text: string,
): { readonly isRegex: boolean; readonly message: string } | undefined {
  if (/[\^$|?()[\]\\]|\.\+|(^|\/)\.\*/.test(text)) {
    return { isRegex: true, message: "It looks like a regular expression." };
  }
  const message = formProblem(text);
  return message === undefined ? undefined : { isRegex: false, message };
}

function formProblem(text: string): string | undefined {
  if (text === "") return "It is empty.";
  if (/\p{Cc}/u.test(text)) return "It holds a line break or another control character.";
  if (/^(\/|~|[A-Za-z]:)/.test(text)) return "It is not relative to the fleet's root.";
  const names = text.split("/");
  if (names.includes("..")) return 'It leaves the fleet\'s root with "..".';
  if (names.includes(".") || names.includes("")) return 'It holds an empty folder or ".".';
  if (names.some((name) => name.includes("**") && name !== "**")) {
    return '"**" stands for whole folders: between two "/", or at an end.';
  }
  if (names.some((name, index) => name === "**" && names[index + 1] === "**")) {
    return '"**" stands twice in a row.';
  }
  // Each wildcard multiplies the ways in which a long path can fail to match.
  if ((text.match(/\*+/g)?.length ?? 0) > 4) return "It holds more than four wildcards.";
  return undefined;
}

/** Whether it has neither `*` nor `**`, and so is about one file. */
export function isLiteral({ segments }: PathPattern): boolean {
  return segments.every((segment) => segment !== "**" && segment.length === 1);
}

/**
 * The regular expression that matches the same paths in Go: anchored, everything escaped, and of
 * nothing but literals, `[^/]+`, `.*` and alternation, which mean the same to every engine.
 */
export function patternRegex(pattern: PathPattern): string {
  return buildRegex(pattern);
}

/**
 * A test whether a path matches, as the regular expression does, in a time that does not grow with the
 * ways in which it could.
 */
export function createPathTest(pattern: PathPattern): (path: string) => boolean {
  if (isLiteral(pattern)) return (path) => path === pattern.text;
  const { segments } = pattern;
  const folder = literalFolder(pattern);
  // Most rules are about all that a folder holds.
  if (pattern.text === `${folder}**`) {
    return (path) =>
      path.length > folder.length && path.startsWith(folder) && !path.includes("\n", folder.length);
  }
  return (path) => path.startsWith(folder) && matchNames(segments, path.split("/"));
}

/** Goes through the segments, and remembers with how many of the names each can end. */
function matchNames(segments: readonly Segment[], names: readonly string[]): boolean {
  let ends: ReadonlySet<number> = new Set([0]);
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    ends = segment === "**" ? endsOfAny(ends, names, isLast) : endsOfName(ends, names, segment);
    if (ends.size === 0) return false;
  }
  return ends.has(names.length);
}

/** `**` stands for no name or more; at the end for one at least. In Go it holds no newline. */
function endsOfAny(
  starts: ReadonlySet<number>,
  names: readonly string[],
  isLast: boolean,
): ReadonlySet<number> {
  const ends = new Set<number>();
  for (const start of starts) {
    if (!isLast) ends.add(start);
    for (let at = start; at < names.length && names[at]?.includes("\n") === false; at += 1) {
      if (ends.has(at + 1)) break;
      ends.add(at + 1);
    }
  }
  return ends;
}

function endsOfName(
  starts: ReadonlySet<number>,
  names: readonly string[],
  texts: readonly string[],
): ReadonlySet<number> {
  return new Set(
    [...starts].flatMap((start) => {
      const name = names[start];
      return name !== undefined && matchesTexts(name, texts) ? [start + 1] : [];
    }),
  );
}

/** Whether a name is made of these texts with one character or more between each two. */
function matchesTexts(name: string, texts: readonly string[]): boolean {
  const [first = "", ...others] = texts;
  const last = others.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const text of others) {
    // The first place is as good as any.
    const found = name.indexOf(text, at + 1);
    if (found === -1) return false;
    at = found + text.length;
  }
  return name.endsWith(last) && name.length - last.length > at;
}

function buildRegex({ segments }: PathPattern): string {
  const last = segments.length - 1;
  const parts = segments.map((segment, index) => {
    if (segment === "**") return index === last ? ".*" : "(.*/|)";
    return segment.map(escapeRegex).join("[^/]+") + (index === last ? "" : "/");
  });
  return `^${parts.join("")}$`;
}

/** A text as a regular expression that matches it and nothing else. */
function escapeRegex(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, "\\$&");
}

/**
 * The order of rules: where two match the same path, the more particular comes first. Name by name
 * from the left, a name without `*` comes before one with, the one with more letters first, and `**`
 * last. No two different patterns are equal.
 */
export function comparePatterns(a: PathPattern, b: PathPattern): number {
  const byWildcard = Number(isLiteral(b)) - Number(isLiteral(a));
  if (byWildcard !== 0) return byWildcard;
  if (isLiteral(a)) return compareNames(a.text, b.text);
  const length = Math.max(a.segments.length, b.segments.length);
  for (let index = 0; index < length; index += 1) {
    const order = segmentRank(a.segments[index]) - segmentRank(b.segments[index]);
    if (order !== 0) return order;
  }
  return compareNames(a.text, b.text);
}

/** Small for the particular: a whole name, then a name by its letters, then `**`, then nothing at all. */
function segmentRank(segment: Segment | undefined): number {
  if (segment === undefined) return 3;
  if (segment === "**") return 2;
  if (segment.length === 1) return 0;
  const letters = segment.reduce((sum, text) => sum + text.length, 0);
  return 1 + 1 / (letters + 2);
}

/** Paths that match, to try an order of rules on: without folders for `**`, with one, with two. */
export function samplePaths({ segments }: PathPattern): string[] {
  const build = (folders: readonly string[]): string =>
    segments
      .flatMap((segment) => (segment === "**" ? folders : [segment.join("any")]))
      .concat(segments.at(-1) === "**" && folders.length === 0 ? ["any"] : [])
      .join("/");
  return [...new Set([build([]), build(["any"]), build(["any", "more"])])];
}

/** The folders that all matching paths begin with, with a slash behind; empty when there is none. */
export function literalFolder({ segments }: PathPattern): string {
  const wild = segments.findIndex((segment) => segment === "**" || segment.length > 1);
  const names = segments.slice(
    0,
    wild === -1 ? segments.length - 1 : Math.min(wild, segments.length - 1),
  );
  return names.map((segment) => `${segment === "**" ? "" : (segment[0] ?? "")}/`).join("");
}
