import { dirname, join, resolve } from "pathe";
import type { Disk } from "../world/disk.ts";
import { decodeText } from "./bytes.ts";

/** The nearest folder upwards with a `.git` in it. */
export function findRepository(disk: Disk, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (disk.follow(join(folder, ".git")) !== undefined) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/**
 * The repository in which a file of a folder would come to lie, which need not be there: links on the way are
 * followed, so that no name of a folder hides where it is.
 */
export function findRepositoryOf(disk: Disk, folder: string): string | undefined {
  let there = folder;
  while (disk.follow(there) === undefined && dirname(there) !== there) there = dirname(there);
  return findRepository(disk, folder) ?? findRepository(disk, disk.resolve(there));
}

/**
 * The folder of the flake that a fleet is of: the root, or else the nearest one above with a `flake.nix`, as far as
 * Nix itself looks (libflake's `flakeref.cc`): not beyond the repository. The root where there is none.
 */
export function findFlakeFolder(disk: Disk, root: string): string {
  for (let folder = root; ; folder = dirname(folder)) {
    if (disk.follow(join(folder, "flake.nix")) !== undefined) return folder;
    const isLast = dirname(folder) === folder || disk.follow(join(folder, ".git")) !== undefined;
    if (isLast) return root;
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

/** The git folder of a work tree; behind it, of a further work tree, the one that all of them share. */
export function listGitFolders(disk: Disk, top: string): [string, ...string[]] {
  const folder = gitFolder(disk, top);
  const common = readIfThere(disk, join(folder, "commondir"));
  return common === undefined ? [folder] : [folder, resolve(folder, decodeText(common).trimEnd())];
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

/** The same of one that may be missing. */
export function readIfThere(disk: Disk, path: string): Uint8Array | undefined {
  return disk.follow(path) === undefined ? undefined : readGitFile(disk, path);
}

/** What git reads of a repository before all else, from its `.git`. */
const firstRead = ["HEAD", "commondir", "config", "config.worktree", "index", "packed-refs"];

/**
 * The first file that git would read of the repository of a folder, and that is there and no file; undefined
 * where there is none.
 */
export function findOddGitFile(disk: Disk, folder: string): string | undefined {
  const top = findRepository(disk, folder);
  if (top === undefined) return undefined;
  const isOdd = (path: string) => (disk.follow(path)?.kind ?? "file") !== "file";
  try {
    const path = join(top, ".git");
    if (disk.follow(path)?.kind !== "folder" && isOdd(path)) return path;
    const listOf = (git: string) => firstRead.map((name) => join(git, name));
    const own = listOf(gitFolder(disk, top)).find(isOdd);
    return own ?? listGitFolders(disk, top).flatMap(listOf).find(isOdd);
  } catch {
    // What fleet cannot read git complains of in its own words.
    return undefined;
  }
}
