import { createPathTest, parsePattern, patternProblem } from "@fleet/secrets/internal";

/**
 * Finds paths that are about as much as another, and about no file that is not encrypted: its files with one
 * extension, and the same below folders that hold encrypted files, as far up as possible. `secrets/**` of `**`,
 * `secrets/**` + `/*.yaml` where Nix files lie beside. None where there is no such path.
 */
export function createNarrowing({
  encrypted,
  others,
}: {
  readonly encrypted: readonly string[];
  readonly others: readonly string[];
}): (path: string) => string[] {
  const judged = new Map<string, boolean>();
  const isFree = (path: string) => {
    const known = judged.get(path);
    if (known !== undefined) return known;
    const isPattern = patternProblem(path) === undefined && !/[{}]/.test(path);
    const isGood = isPattern && !others.some(createPathTest(parsePattern(path)));
    judged.set(path, isGood);
    return isGood;
  };
  return (path) => {
    const matches = createPathTest(parsePattern(path));
    const below = createPathTest(parsePattern(belowOf(path)));
    const inFolders = Map.groupBy(
      encrypted,
      (file) => file.replace(/[^/]*$/, "") + extensionOf(file),
    );
    const found = new Set<string>();
    for (const [first] of inFolders.values()) {
      if (first === undefined || !(matches(first) || below(first))) continue;
      const free = [...listNarrow(path, first)].find(isFree);
      if (free !== undefined) found.add(free);
    }
    return [...found];
  };
}

/** All that lies where the first folders of a path are that it leaves open. */
function belowOf(path: string): string {
  const segments = path.split("/");
  const wild = segments.indexOf("**");
  return wild === -1 ? path : [...segments.slice(0, wild), "**"].join("/");
}

/** The widest first. */
function* listNarrow(path: string, file: string): Iterable<string> {
  const segments = path.split("/");
  const wild = segments.indexOf("**");
  const end = wild === -1 ? segments : segments.slice(wild);
  const folders = file.split("/").slice(0, -1);
  const extension = extensionOf(file);
  const last = wild === -1 ? segments.length : folders.length;
  for (let count = wild === -1 ? last : wild; count <= last; count += 1) {
    const start = wild === -1 ? [] : folders.slice(0, count);
    const narrow = [...start, ...end].join("/");
    yield narrow;
    // All files of one kind in a whole repository are more than anybody means.
    if (extension !== "" && narrow.endsWith("*") && narrow !== "**") {
      yield narrow.endsWith("**") ? `${narrow}/*${extension}` : `${narrow}${extension}`;
    }
  }
}

function extensionOf(file: string): string {
  return /[^/](\.[A-Za-z0-9]+)$/.exec(file)?.[1] ?? "";
}
