import type { Disk, ListedEntry } from "../world/disk.ts";

/** Folders that hold no source of a fleet: other tools' own, and links that Nix leaves. */
const skippedFolders: ReadonlySet<string> = new Set([
  ".direnv",
  // Where `fleet secrets` keeps copies while it works.
  ".fleet-work",
  ".git",
  ".hg",
  ".jj",
  ".svn",
  "node_modules",
]);

/**
 * Every file below a folder, as paths from it parted by "/". A link to a file counts as a file; a
 * link to a folder is not followed, and a folder that may not be read counts as empty.
 */
export function listRootFiles(disk: Disk, root: string): Set<string> {
  const files = new Set<string>();
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readFolder(disk, folder === "" ? root : `${root}/${folder}`)) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      const isLinked = entry.kind === "link" && isFile(disk, `${root}/${path}`);
      if (entry.kind === "file" || isLinked) files.add(path);
      else if (entry.kind === "folder" && !skippedFolders.has(entry.name)) folders.push(path);
    }
  }
  return files;
}

function readFolder(disk: Disk, folder: string): readonly ListedEntry[] {
  try {
    return disk.list(folder);
  } catch {
    return [];
  }
}

function isFile(disk: Disk, path: string): boolean {
  try {
    return disk.follow(path)?.kind === "file";
  } catch {
    return false;
  }
}
