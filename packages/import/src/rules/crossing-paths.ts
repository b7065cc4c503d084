import { createPathTest, isLiteral, parsePattern, samplePaths } from "@fleet/secrets/internal";

/** So many paths are crossed with each other. */
const most = 60;

/**
 * Paths that are about as new as can be, and that two of some paths of a declaration match: of `secrets/a*` and
 * `secrets/*.yaml` among others `secrets/anew.yaml`. They show which of the two counts.
 */
export function* crossPaths(paths: readonly string[]): Iterable<string> {
  const open = paths
    .filter((path) => !/[{}]/.test(path))
    .map(parsePattern)
    .filter((pattern) => !isLiteral(pattern))
    .slice(0, most)
    .map((pattern) => ({
      last: lastName(pattern.text),
      folders: samplePaths(pattern).map((path) => path.slice(0, path.lastIndexOf("/") + 1)),
      matches: createPathTest(pattern),
    }));
  for (const [index, one] of open.entries()) {
    for (const other of open.slice(index + 1)) {
      const name = joinNames(one.last, other.last);
      for (const folder of new Set([...one.folders, ...other.folders])) {
        const path = `${folder}${name}`;
        if (one.matches(path) && other.matches(path)) yield path;
      }
    }
  }
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A name that begins as either does, and ends as either does. */
function joinNames(a: string, b: string): string {
  const [starts, ends] = [
    [a, b].map((name) => name.split("*")[0] ?? ""),
    [a, b].map((name) => (name.includes("*") ? (name.split("*").at(-1) ?? "") : "")),
  ];
  const longest = (texts: readonly string[]) =>
    [...texts].sort((x, y) => y.length - x.length)[0] ?? "";
  return `${longest(starts)}new${longest(ends)}`;
}
