import { type Diagnostic, describeThrown, quote } from "@fleet/diagnostics";
import { basename, dirname, join } from "pathe";
import { createProblem } from "../codes.ts";
import { createWhole, type Writer } from "../disk/atomic-write.ts";
import { decodeText } from "../disk/bytes.ts";
import { removeLeftovers } from "../disk/leftovers.ts";
import type { Disk } from "../world/disk.ts";

/** What becomes of a file of a fleet that begins: one that is there stays as it is, whatever it holds. */
type FilePlace = "new" | "same" | "kept";

/** A file that is to be in a folder. */
export interface PlacedFile {
  readonly path: string;
  /** What it is to hold; of one that is kept, what it holds. */
  readonly text: string;
  readonly place: FilePlace;
}

/** Looks which files of a folder are there. A problem is what stands where a file or folder has to be. */
export function placeFiles(
  disk: Disk,
  root: string,
  files: ReadonlyMap<string, string>,
): { readonly placed: readonly PlacedFile[]; readonly problems: readonly Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const placed = [...files].map(([path, text]): PlacedFile => {
    const odd = findObstacle(disk, root, path);
    if (odd !== undefined) {
      const message = `${quote(odd)} stands where fleet needs ${odd === path ? "a file" : "a folder"}.`;
      const help = "Give it another name, or begin in another folder.";
      problems.push(createProblem("in-the-way", message, { help }));
      return { path, text, place: "new" };
    }
    const full = join(root, path);
    if (disk.inspect(full) === undefined) return { path, text, place: "new" };
    const there = decodeText(disk.read(full));
    return there === text ? { path, text, place: "same" } : { path, text: there, place: "kept" };
  });
  return { placed, problems };
}

/** A link would lead what is written to somewhere else. */
function findObstacle(disk: Disk, root: string, path: string): string | undefined {
  const names = path.split("/");
  for (let length = 1; length <= names.length; length++) {
    const part = names.slice(0, length).join("/");
    const kind = disk.inspect(join(root, part))?.kind;
    if (kind === undefined) return undefined;
    if (kind !== (length === names.length ? "file" : "folder")) return part;
  }
  return undefined;
}

/**
 * Writes the files that are new, each in full and never over another. Where one cannot be written, those before it
 * are taken away again, with the folders that were made for them.
 */
export function writeNewFiles(
  world: Writer,
  root: string,
  placed: readonly PlacedFile[],
): readonly Diagnostic[] {
  const { disk } = world;
  const folders: string[] = [];
  const written: string[] = [];
  let current = root;
  try {
    makeFolders(disk, root, folders);
    for (const { path, text, place } of placed) {
      current = join(root, path);
      // A run that was ended while it wrote this one has left a part of it.
      removeLeftovers(world, dirname(current), new Set([basename(current)]));
      if (place !== "new") continue;
      makeFolders(disk, dirname(current), folders);
      if (!createWhole(world, current, text)) throw new Error("a file came to be there meanwhile");
      written.push(current);
    }
    return [];
  } catch (error) {
    for (const path of written) disk.remove(path);
    for (const folder of folders.reverse()) disk.removeEmpty(folder);
    const message = `${quote(current)} cannot be written: ${describeThrown(error)}`;
    const help =
      "Nothing was made. Check the permissions of the folder, and that there is room on the disk.";
    return [createProblem("cannot-write", message, { help })];
  }
}

function makeFolders(disk: Disk, folder: string, made: string[]): void {
  if (disk.follow(folder) !== undefined) return;
  makeFolders(disk, dirname(folder), made);
  disk.makeFolder(folder);
  made.push(folder);
}
