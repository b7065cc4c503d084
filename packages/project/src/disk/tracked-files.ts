import { readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Diagnostic } from "@fleet/diagnostics";
import { type GitIndex, parseGitIndex } from "./git-index.ts";

/** What git tracks below a folder. */
export interface TrackedFiles {
  /** Paths from the folder; undefined where it is in no repository, or nothing could be learned. */
  readonly tracked: ReadonlySet<string> | undefined;
  /** Those of them that are in conflict, until git is told what they come to. */
  readonly unmerged: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Finds out what git tracks below a folder. Starting git takes longer than all that fleet computes
 * for a family; so the index of an ordinary repository is read directly, and git is asked only
 * about unusual ones.
 */
export async function listTrackedFiles(root: string): Promise<TrackedFiles> {
  const top = findRepository(root);
  if (top === undefined) return { tracked: undefined, unmerged: new Set(), diagnostics: [] };
  const index = readIndex(top);
  if (index === undefined) return (await import("./ask-git.ts")).askGit(root);
  const prefix = root === top ? "" : `${relative(top, root).split(sep).join("/")}/`;
  const below = (paths: Iterable<string>) => {
    const inside = [...paths].filter((path) => path.startsWith(prefix));
    return new Set(inside.map((path) => path.slice(prefix.length)));
  };
  return { tracked: below(index.paths), unmerged: below(index.unmerged), diagnostics: [] };
}

/** The nearest folder upwards with a `.git` in it. */
function findRepository(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (statSync(join(folder, ".git"), { throwIfNoEntry: false }) !== undefined) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** The index of the repository at `top`; undefined where only git itself can tell. */
function readIndex(top: string): GitIndex | undefined {
  try {
    const folder = gitFolder(top);
    const common = readIfThere(join(folder, "commondir"))?.toString().trimEnd();
    const config = readFileSync(join(resolve(folder, common ?? "."), "config"), "latin1");
    // Another hash, a work tree elsewhere, or settings that stand in other files.
    if (/objectformat|worktree|include/i.test(config)) return undefined;
    readFileSync(join(folder, "HEAD"));
    const index = readIfThere(join(folder, "index"));
    return index === undefined ? { paths: [], unmerged: new Set() } : parseGitIndex(index);
  } catch {
    return undefined;
  }
}

/** In a work tree of its own, `.git` is a file that names the folder. */
function gitFolder(top: string): string {
  const path = join(top, ".git");
  if (statSync(path).isDirectory()) return path;
  const name = /^gitdir: (.*)$/m.exec(readFileSync(path, "utf8"))?.[1];
  if (name === undefined) throw new Error(`${path} names no folder`);
  return resolve(top, name);
}

function readIfThere(path: string): Buffer | undefined {
  const isThere = statSync(path, { throwIfNoEntry: false }) !== undefined;
  return isThere ? readFileSync(path) : undefined;
}
