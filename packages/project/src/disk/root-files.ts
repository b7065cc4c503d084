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

/** What stands below a root and is no file, and no folder that was listed. */
export interface OddEntry {
  /** From the root. */
  readonly path: string;
  /** A `device` is any of what is left: a pipe, a socket. A link to a folder is not followed. */
  readonly kind:
    | "folder"
    | "skipped-folder"
    | "closed-folder"
    | "folder-link"
    | "dead-link"
    | "device";
}

/**
 * Every file below a folder, as paths from it parted by "/". A link to a file counts as a file; a
 * link to a folder is not followed, and a folder that may not be read counts as empty.
 */
export function listRootFiles(disk: Disk, root: string): Set<string> {
  const files = new Set<string>();
  walk(disk, root, (path, kind) => {
    if (kind === "file") files.add(path);
  });
  return files;
}

/** The files below a folder as `listRootFiles` has them, and the links to files and to folders among all there is. */
export interface RootTree {
  readonly files: Set<string>;
  /** Whether a link leads to a folder, by the path of the link. */
  readonly links: ReadonlyMap<string, { readonly isFolder: boolean }>;
}

/** Every file and every link below a folder. */
export function listRootTree(disk: Disk, root: string): RootTree {
  const files = new Set<string>();
  const links = new Map<string, { readonly isFolder: boolean }>();
  walk(disk, root, (path, kind, isLink) => {
    if (kind === "file") files.add(path);
    if (isLink && (kind === "file" || kind === "folder-link")) {
      links.set(path, { isFolder: kind === "folder-link" });
    }
  });
  return { files, links };
}

/** All that `listRootFiles` passes over below a folder, in no order, and the folders it went through. */
export function listOddEntries(disk: Disk, root: string): OddEntry[] {
  const entries: OddEntry[] = [];
  walk(disk, root, (path, kind) => {
    if (kind !== "file") entries.push({ path, kind });
  });
  return entries;
}

type Visit = (path: string, kind: "file" | OddEntry["kind"], isLink: boolean) => void;

function walk(disk: Disk, root: string, visit: Visit): void {
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = readFolder(disk, folder === "" ? root : `${root}/${folder}`);
    if (folder !== "") visit(folder, entries === undefined ? "closed-folder" : "folder", false);
    for (const entry of entries ?? []) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.kind === "folder") {
        if (!skippedFolders.has(entry.name)) folders.push(path);
        else visit(path, "skipped-folder", false);
      } else if (entry.kind === "link") visit(path, linkKind(disk, `${root}/${path}`), true);
      else visit(path, entry.kind === "file" ? "file" : "device", false);
    }
  }
}

function readFolder(disk: Disk, folder: string): readonly ListedEntry[] | undefined {
  try {
    return disk.list(folder);
  } catch {
    return undefined;
  }
}

function linkKind(disk: Disk, path: string): "file" | OddEntry["kind"] {
  try {
    const kind = disk.follow(path)?.kind;
    if (kind === "file") return "file";
    return kind === undefined ? "dead-link" : kind === "folder" ? "folder-link" : "device";
  } catch {
    return "dead-link";
  }
}
