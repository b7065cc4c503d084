import type { Diagnostic } from "@fleet/diagnostics";
import { dirname, join, relative, resolve } from "pathe";
import type { Disk } from "../world/disk.ts";
import type { World } from "../world/world.ts";
import { asBuffer, decodeText } from "./bytes.ts";
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
export async function listTrackedFiles(world: World, root: string): Promise<TrackedFiles> {
  const top = findRepository(world.disk, root);
  if (top === undefined) return { tracked: undefined, unmerged: new Set(), diagnostics: [] };
  const index = readIndex(world.disk, top);
  if (index === undefined) return (await import("./ask-git.ts")).askGit(world, root);
  const prefix = root === top ? "" : `${relative(top, root)}/`;
  const below = (paths: Iterable<string>) => {
    const inside = [...paths].filter((path) => path.startsWith(prefix));
    return new Set(inside.map((path) => path.slice(prefix.length)));
  };
  return { tracked: below(index.paths), unmerged: below(index.unmerged), diagnostics: [] };
}

/** The nearest folder upwards with a `.git` in it. */
export function findRepository(disk: Disk, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (disk.follow(join(folder, ".git")) !== undefined) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** The index of the repository at `top`; undefined where only git itself can tell. */
function readIndex(disk: Disk, top: string): GitIndex | undefined {
  try {
    const folder = gitFolder(disk, top);
    const common = readIfThere(disk, join(folder, "commondir"));
    const config = readGitFile(
      disk,
      join(resolve(folder, common === undefined ? "." : decodeText(common).trimEnd()), "config"),
    );
    // Another hash, a work tree elsewhere, or settings that stand in other files.
    if (/objectformat|worktree|include/i.test(asBuffer(config).toString("latin1")))
      return undefined;
    readGitFile(disk, join(folder, "HEAD"));
    const index = readIfThere(disk, join(folder, "index"));
    return index === undefined ? { paths: [], unmerged: new Set() } : parseGitIndex(index);
  } catch {
    return undefined;
  }
}

/** In a work tree of its own, `.git` is a file that names the folder. */
export function gitFolder(disk: Disk, top: string): string {
  const path = join(top, ".git");
  if (disk.follow(path)?.kind === "folder") return path;
  const name = /^gitdir: (.*)$/m.exec(decodeText(readGitFile(disk, path)))?.[1];
  if (name === undefined) throw new Error(`${path} names no folder`);
  return resolve(top, name);
}

/** In bytes; more than the index of any repository has. */
const largestGitFile = 512 * 1024 * 1024;

/** Reads a file of git's own; a pipe in its place has no end, and nobody waits for it. */
export function readGitFile(disk: Disk, path: string): Uint8Array {
  const entry = disk.follow(path);
  if (entry?.kind !== "file" || entry.size > largestGitFile) {
    throw new Error(`${path} is no file of git`);
  }
  return disk.read(path);
}

function readIfThere(disk: Disk, path: string): Uint8Array | undefined {
  return disk.follow(path) === undefined ? undefined : readGitFile(disk, path);
}
