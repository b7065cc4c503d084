const load = process.getBuiltinModule;

/** So many names are read at the most, and so deep: whoever presses the tab key waits for it. */
const limits = { names: 500, depth: 6, bytes: 2 ** 20 } as const;

/** The branches and tags of the repository that a folder is in, as git keeps them in files; none of any other kind. */
export function listRevisions(from: string): readonly (readonly [name: string, what: string])[] {
  const folder = findGitFolder(from);
  if (folder === undefined) return [];
  const found = new Map([...readPacked(folder), ...readLoose(folder)]);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, limits.names);
}

function findGitFolder(from: string): string | undefined {
  const { dirname } = load("node:path");
  for (let folder = from; ; folder = dirname(folder)) {
    const git = `${folder}/.git`;
    const stats = load("node:fs").statSync(git, { throwIfNoEntry: false });
    if (stats !== undefined) return stats.isDirectory() ? git : undefined;
    if (dirname(folder) === folder) return undefined;
  }
}

const kinds = [
  ["heads", "branch"],
  ["tags", "tag"],
  ["remotes", "remote branch"],
] as const;

function nameRevision(ref: string): readonly [name: string, what: string][] {
  return kinds.flatMap(([folder, what]) => {
    const head = `refs/${folder}/`;
    return ref.startsWith(head) ? [[ref.slice(head.length), what] as const] : [];
  });
}

function readPacked(folder: string) {
  const file = `${folder}/packed-refs`;
  const { readFileSync, statSync } = load("node:fs");
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined || size > limits.bytes) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.flatMap((line) => nameRevision(line.slice(line.indexOf(" ") + 1)));
}

function readLoose(folder: string) {
  const found: (readonly [string, string])[] = [];
  const visit = (path: string, depth: number) => {
    for (const entry of load("node:fs").readdirSync(`${folder}/${path}`, { withFileTypes: true })) {
      if (found.length >= limits.names) return;
      const inner = `${path}/${entry.name}`;
      if (entry.isFile()) found.push(...nameRevision(inner));
      else if (entry.isDirectory() && depth < limits.depth) visit(inner, depth + 1);
    }
  };
  visit("refs", 0);
  return found;
}
