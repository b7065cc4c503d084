import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from "node:fs";
import { type Disk, type DiskEntry, type OpenFile, systemCode } from "../world/disk.ts";

/** The disk of this machine. */
export const nodeDisk: Disk = {
  inspect: (path) => describe(lstatSync(path, { throwIfNoEntry: false })),
  follow: (path) => describe(followLinks(path)),
  versionOf: (path) => {
    const { ino, mtimeNs, size } = lstatSync(path, { bigint: true });
    return `${ino}:${mtimeNs}:${size}`;
  },
  resolve: (path) => realpathSync(path),
  readLink: (path) => readlinkSync(path),
  list: (folder) =>
    readdirSync(folder, { withFileTypes: true }).map((entry) => ({
      name: entry.name,
      kind: kindOf(entry),
    })),
  read: (path) => readFileSync(path),
  open: openFile,
  isProgram: (path) => {
    try {
      accessSync(path, constants.X_OK);
      return statSync(path).isFile();
    } catch {
      return false;
    }
  },
  create: createFile,
  makeFolder: (path, mode) => {
    mkdirSync(path, { recursive: true, ...(mode === undefined ? {} : { mode }) });
  },
  rename: renameSync,
  link: (from, to) => {
    try {
      linkSync(from, to);
      return true;
    } catch (error) {
      if (systemCode(error) === "EEXIST") return false;
      throw error;
    }
  },
  copy: (from, to) => copyFileSync(from, to, constants.COPYFILE_EXCL),
  remove: (path) => rmSync(path, { recursive: true, force: true }),
  removeEmpty,
  setAccess,
  flush,
};

/** Links that lead in a circle lead to nothing. */
function followLinks(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (systemCode(error) === "ELOOP") return undefined;
    throw error;
  }
}

type Kinds = Pick<Stats, "isFile" | "isDirectory" | "isSymbolicLink">;

function kindOf(entry: Kinds): DiskEntry["kind"] {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  return entry.isSymbolicLink() ? "link" : "other";
}

function describe(stats: Stats | undefined): DiskEntry | undefined {
  if (stats === undefined) return undefined;
  const { size, mode, uid, gid } = stats;
  return { kind: kindOf(stats), size, mode: mode & 0o777, owner: uid, group: gid };
}

// A pipe must not make fleet wait, and a link is looked at before it is followed.
const openFlags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

function openFile(path: string): OpenFile | "link" {
  try {
    const file = openSync(path, openFlags);
    return {
      size: () => fstatSync(file).size,
      read: (into, position) => readSync(file, into, 0, into.length, position),
      close: () => closeSync(file),
    };
  } catch (error) {
    const code = systemCode(error);
    if (code === "ELOOP" || code === "EMLINK") return "link";
    throw error;
  }
}

function createFile(
  path: string,
  bytes: Uint8Array,
  { mode, isDurable = false }: Parameters<Disk["create"]>[2] = {},
): void {
  // "wx" refuses whatever stands there already, also a link that somebody put there.
  // It is never open to more people than it will be, for who opens it meanwhile reads what comes later.
  const file = openSync(path, "wx", mode ?? 0o666);
  try {
    if (mode !== undefined) fchmodSync(file, mode);
    for (let written = 0; written < bytes.length; ) {
      written += writeSync(file, bytes, written);
    }
    if (isDurable) fsyncSync(file);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

function removeEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    const code = systemCode(error);
    if (code === "ENOTEMPTY" || code === "EEXIST" || code === "ENOENT" || code === "ENOTDIR")
      return false;
    throw error;
  }
}

function setAccess(path: string, { mode, owner, group }: Parameters<Disk["setAccess"]>[1]): void {
  const now = lstatSync(path);
  if ((owner ?? now.uid) !== now.uid || (group ?? now.gid) !== now.gid) {
    try {
      chownSync(path, owner ?? now.uid, group ?? now.gid);
    } catch {
      // Only root can give files away; a colleague's file becomes one's own, as with any editor.
    }
  }
  chmodSync(path, mode);
}

function flush(path: string): void {
  try {
    const file = openSync(path, "r");
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    // Some file systems cannot do that for a folder; the rename itself is whole even so.
    if (lstatSync(path).isFile()) throw error;
  }
}
