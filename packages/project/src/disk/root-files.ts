import type { Disk, ListedEntry } from "../world/disk.ts";

/** Folders that hold no source of a fleet: other tools' own, and links that Nix leaves. */
const skippedFolders: ReadonlySet<string> = new Set([
  ".direnv",
  // What `fleet editor` writes for editors.
  ".fleet",
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

/** What is seen below a folder. */
export interface RootFiles {
  /** Paths from the folder. */
  readonly files: Set<string>;
  /** Whether a link leads to a folder, by the path of the link. */
  readonly links: ReadonlyMap<string, { readonly isFolder: boolean }>;
  /** Links that lead to nothing. */
  readonly dead: readonly string[];
  /** Folders that may not be read, and of whose files nothing is known. */
  readonly closed: readonly string[];
}

/**
 * Every file below a folder, as paths from it parted by "/", every link, and what may not be read. A link
 * to a file counts as a file; a link to a folder is not followed.
 */
export function surveyRoot(disk: Disk, root: string): RootFiles {
  const files = new Set<string>();
  const links = new Map<string, { readonly isFolder: boolean }>();
  const closed: string[] = [];
  const dead: string[] = [];
  walk(disk, root, (path, kind, isLink) => {
    if (kind === "file") files.add(path);
    if (kind === "closed-folder") closed.push(path);
    if (kind === "dead-link") dead.push(path);
    if (isLink && (kind === "file" || kind === "folder-link")) {
      links.set(path, { isFolder: kind === "folder-link" });
    }
  });
  return { files, links, dead, closed: closed.sort() };
}

/** The files alone: of a folder that may not be read, none. */
export function listRootFiles(disk: Disk, root: string): Set<string> {
  return surveyRoot(disk, root).files;
}

/** All that `surveyRoot` passes over below a folder, in no order, and the folders it went through. */
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
    const entries = disk.list(folder);
    // Where a folder may be listed and not gone through, what stands in it is refused.
    const [first] = entries;
    if (first !== undefined) disk.inspect(`${folder}/${first.name}`);
    return entries;
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
