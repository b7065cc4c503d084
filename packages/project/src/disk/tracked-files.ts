import type { Diagnostic } from "@fleet/diagnostics";
import { join, relative } from "pathe";
import type { Disk } from "../world/disk.ts";
import type { World } from "../world/world.ts";
import { asBuffer } from "./bytes.ts";
import { findRepository, listGitFolders, readGitFile, readIfThere } from "./git-folder.ts";
import { type GitIndex, parseGitIndex } from "./git-index.ts";

/** What git tracks below a folder. */
export interface TrackedFiles {
  /** Paths from the folder; undefined where it is in no repository, or nothing could be learned. */
  readonly tracked: ReadonlySet<string> | undefined;
  /** Those of them that are in conflict, until git is told what they come to. */
  readonly unmerged: ReadonlySet<string>;
  /** The id of what the last commit has of a file, in hexadecimal; undefined where that takes a question to git. Default: it does. */
  readonly committedBlob?: (path: string) => string | undefined;
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
  const committedBlob = (path: string) =>
    index.isWhole ? index.blobOf(`${prefix}${path}`) : undefined;
  return {
    tracked: below(index.paths),
    unmerged: below(index.unmerged),
    committedBlob,
    diagnostics: [],
  };
}

/** The index of the repository at `top`; undefined where only git itself can tell. */
function readIndex(disk: Disk, top: string): GitIndex | undefined {
  try {
    const [folder, common = folder] = listGitFolders(disk, top);
    const config = readGitFile(disk, join(common, "config"));
    // Another hash, a work tree elsewhere, or settings that stand in other files.
    if (/objectformat|worktree|include/i.test(asBuffer(config).toString("latin1")))
      return undefined;
    readGitFile(disk, join(folder, "HEAD"));
    const index = readIfThere(disk, join(folder, "index"));
    const empty = { paths: [], unmerged: new Set<string>(), blobOf: () => undefined };
    return index === undefined ? { ...empty, isWhole: false } : parseGitIndex(index);
  } catch {
    return undefined;
  }
}
