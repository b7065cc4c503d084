import type { NixDisk } from "./nix-machine.ts";
import { joinPath, parentFolder, relativePath } from "./posix-path.ts";

/** A path in the Nix store, or in a flake that Nix did not copy there: what follows the tree's root. */
const treePattern = /^(?:\/.*)?(?:\/nix\/store\/[0-9a-z]{32}-[^/]+|«[^»]*»)\/(.+)$/;

/** The path of a file inside the source tree that Nix copied, or undefined when it lies in none. */
export function splitSourcePath(file: string): string | undefined {
  return treePattern.exec(file)?.[1];
}

/** A folder on a disk. */
export interface SourceFolder {
  readonly disk: NixDisk;
  /** Absolute. */
  readonly directory: string;
}

/**
 * The file that people edit, from the directory onwards, for one that Nix names: Nix evaluates a
 * copy of a flake, so the same path is looked for in the directory and above it, up to the root of
 * the repository. Undefined when there is none with the same content.
 */
export function findSourceFile(
  file: string,
  { disk, directory }: SourceFolder,
): string | undefined {
  const inTree = splitSourcePath(file);
  if (inTree === undefined) return nameFile(file, directory);
  const copy = readIfPresent(disk, file);
  for (const root of listRoots({ disk, directory })) {
    const candidate = joinPath(root, inTree);
    const content = readIfPresent(disk, candidate);
    if (content === undefined || (copy !== undefined && !isEqual(content, copy))) continue;
    return nameFile(candidate, directory);
  }
  return undefined;
}

/** The file that lies at a path of the tree on the disk, named from the directory, if there is one. */
export function findUntrackedFile(
  inTree: string,
  { disk, directory }: SourceFolder,
): string | undefined {
  const candidates = listRoots({ disk, directory }).map((root) => joinPath(root, inTree));
  const found = candidates.find((candidate) => readIfPresent(disk, candidate) !== undefined);
  return found === undefined ? undefined : nameFile(found, directory);
}

/** From the directory if it lies there, absolute otherwise. */
export function nameFile(file: string, directory: string): string {
  const name = relativePath(directory, file);
  return name === "" || name.startsWith("..") ? file : name;
}

function listRoots({ disk, directory }: SourceFolder): string[] {
  const roots = [directory];
  for (let folder = directory; parentFolder(folder) !== folder; folder = parentFolder(folder)) {
    if (folder !== directory) roots.push(folder);
    if (isRepository(disk, folder)) return roots;
  }
  return [directory];
}

/** In a work tree of its own, `.git` is a file. */
function isRepository(disk: NixDisk, folder: string): boolean {
  const git = joinPath(folder, ".git");
  return [joinPath(git, "HEAD"), git].some((path) => readIfPresent(disk, path) !== undefined);
}

function readIfPresent(disk: NixDisk, path: string): Uint8Array | undefined {
  try {
    return disk.read(path);
  } catch {
    return undefined;
  }
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
