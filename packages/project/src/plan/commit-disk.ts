import { basename, dirname, join } from "pathe";
import { decodeText } from "../disk/bytes.ts";
import type { Disk, ListedEntry } from "../world/disk.ts";
import { createMemoryDisk } from "../world/memory-disk.ts";
import type { CommittedFile } from "./commit.ts";

/**
 * The files of a commit as a disk below a folder that is nowhere else. Those whose bytes are not at hand are
 * there, and cannot be read.
 */
export function createCommitDisk(
  root: string,
  files: readonly CommittedFile[],
  blobs: ReadonlyMap<string, Uint8Array>,
): Disk {
  const texts = new Map<string, Uint8Array>();
  const links = new Map<string, string>();
  const unread = new Set<string>();
  for (const { path, kind, blob } of files) {
    const bytes = blobs.get(blob);
    if (kind === "link" && bytes !== undefined) links.set(join(root, path), decodeText(bytes));
    else {
      texts.set(join(root, path), bytes ?? nothing);
      if (bytes === undefined) unread.add(join(root, path));
    }
  }
  const disk = createMemoryDisk(Object.fromEntries(texts), Object.fromEntries(links));
  disk.makeFolder(root);
  const listed = listFolders([...texts.keys()], [...links.keys()]);
  const refuse = (path: string) => {
    if (!unread.has(disk.resolve(path))) return;
    throw new Error(
      "its bytes were not read from git: it is large, or none that a declaration reads",
    );
  };
  return {
    ...disk,
    // Going through all paths for each folder would take as long as there are folders.
    list: (folder) => listed.get(disk.resolve(folder)) ?? disk.list(folder),
    read: (path) => {
      refuse(path);
      return disk.read(path);
    },
    open: (path) => {
      if (disk.inspect(path)?.kind === "file") refuse(path);
      return disk.open(path);
    },
  };
}

const nothing = new Uint8Array();

function listFolders(
  files: readonly string[],
  links: readonly string[],
): ReadonlyMap<string, readonly ListedEntry[]> {
  const folders = new Map<string, Map<string, ListedEntry>>();
  const add = (path: string, kind: ListedEntry["kind"]) => {
    const folder = dirname(path);
    const known = folders.get(folder);
    const entries = known ?? new Map<string, ListedEntry>();
    entries.set(basename(path), { name: basename(path), kind });
    if (known !== undefined) return;
    folders.set(folder, entries);
    if (dirname(folder) !== folder) add(folder, "folder");
  };
  for (const path of files) add(path, "file");
  for (const path of links) add(path, "link");
  return new Map([...folders].map(([folder, entries]) => [folder, [...entries.values()]]));
}
