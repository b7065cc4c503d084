import { readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

/** A path in the Nix store, or in a flake that Nix did not copy there: what follows the tree's root. */
const treePattern = /^(?:\/.*)?(?:\/nix\/store\/[0-9a-z]{32}-[^/]+|«[^»]*»)\/(.+)$/;

/** The path of a file inside the source tree that Nix copied, or undefined when it lies in none. */
export function splitSourcePath(file: string): string | undefined {
  return treePattern.exec(file)?.[1];
}

/**
 * The file that people edit, from the directory onwards, for one that Nix names: Nix evaluates a
 * copy of a flake, so the same path is looked for in the directory and above it, up to the root of
 * the repository. Undefined when there is none with the same content.
 */
export async function findSourceFile(file: string, directory: string): Promise<string | undefined> {
  const inTree = splitSourcePath(file);
  if (inTree === undefined) return nameFile(file, directory);
  const copy = await readIfPresent(file);
  for (const root of await listRoots(directory)) {
    const candidate = join(root, inTree);
    const content = await readIfPresent(candidate);
    if (content === undefined || (copy !== undefined && !content.equals(copy))) continue;
    return nameFile(candidate, directory);
  }
  return undefined;
}

/** The file that lies at a path of the tree on the disk, named from the directory, if there is one. */
export async function findUntrackedFile(
  inTree: string,
  directory: string,
): Promise<string | undefined> {
  for (const root of await listRoots(directory)) {
    const candidate = join(root, inTree);
    if ((await readIfPresent(candidate)) !== undefined) return nameFile(candidate, directory);
  }
  return undefined;
}

/** From the directory if it lies there, absolute otherwise. */
export function nameFile(file: string, directory: string): string {
  const name = relative(directory, file);
  return name === "" || name.startsWith("..") ? file : name;
}

async function listRoots(directory: string): Promise<string[]> {
  const roots = [directory];
  for (let folder = directory; dirname(folder) !== folder; folder = dirname(folder)) {
    if (folder !== directory) roots.push(folder);
    if (await isRepository(folder)) return roots;
  }
  return [directory];
}

async function isRepository(folder: string): Promise<boolean> {
  const [head, link] = await Promise.all([
    readIfPresent(join(folder, ".git", "HEAD")),
    readIfPresent(join(folder, ".git")),
  ]);
  return head !== undefined || link !== undefined;
}

async function readIfPresent(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch {
    return undefined;
  }
}
