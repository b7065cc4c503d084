import { type Dirent, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

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
export function listRootFiles(root: string): Set<string> {
  const files = new Set<string>();
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readFolder(join(root, folder))) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile() || (entry.isSymbolicLink() && isFile(join(root, path)))) files.add(path);
      else if (entry.isDirectory() && !skippedFolders.has(entry.name)) folders.push(path);
    }
  }
  return files;
}

function readFolder(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
