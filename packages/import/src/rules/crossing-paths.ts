import {
  createPathTest,
  isLiteral,
  literalFolder,
  parsePattern,
  samplePaths,
} from "@fleet/secrets/internal";

/** So many paths are crossed with each other. */
const most = 60;

/** A path that two of some paths of a declaration match, and that shows which of the two counts. */
export interface Crossing {
  /** Of `secrets/a*` and `secrets/*.yaml` among others `secrets/anew.yaml`. */
  readonly sample: string;
  /** All that is like it: `secrets/a*.yaml`; undefined where its folder was made up. */
  readonly path: string | undefined;
}

/** Makes up paths that two of some paths match. */
export function* crossPaths(paths: readonly string[]): Iterable<Crossing> {
  const open = paths
    .filter((path) => !/[{}]/.test(path))
    .map(parsePattern)
    .filter((pattern) => !isLiteral(pattern))
    .slice(0, most)
    .map((pattern) => ({
      last: lastName(pattern.text),
      folders: samplePaths(pattern).map((path) => path.slice(0, path.lastIndexOf("/") + 1)),
      own: literalFolder(pattern),
      matches: createPathTest(pattern),
    }));
  for (const [index, one] of open.entries()) {
    for (const other of open.slice(index + 1)) {
      const name = joinNames(one.last, other.last);
      for (const folder of new Set([one.own, other.own, ...one.folders, ...other.folders])) {
        const sample = `${folder}${name.replace("*", "new")}`;
        if (!one.matches(sample) || !other.matches(sample)) continue;
        const isOwn = folder === one.own || folder === other.own;
        yield { sample, path: isOwn ? `${folder}${name}` : undefined };
      }
    }
  }
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A name that begins as either does, and ends as either does, with a star between. */
function joinNames(a: string, b: string): string {
  const whole = [a, b].find((name) => !name.includes("*"));
  if (whole !== undefined) return whole;
  const longest = (texts: readonly string[]) =>
    [...texts].sort((x, y) => y.length - x.length)[0] ?? "";
  const start = longest([a, b].map((name) => name.split("*")[0] ?? ""));
  const end = longest([a, b].map((name) => name.split("*").at(-1) ?? ""));
  return `${start}*${end}`;
}
