import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Writes a file in full beside its place, waits for the disk, and renames it, so that at any moment
 * there is the old text or the new one. Throws what the system says.
 */
export function replaceFile(target: string, text: string): void {
  const suffix = randomBytes(6).toString("hex");
  const temporary = join(dirname(target), `.${basename(target)}.${suffix}.tmp`);
  const mode = statSync(target, { throwIfNoEntry: false })?.mode;
  const file = openSync(temporary, "wx", 0o666);
  try {
    if (mode !== undefined) fchmodSync(file, mode & 0o777);
    writeFileSync(file, text);
    fsyncSync(file);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  syncFolder(dirname(target));
}

/** Gives a copy the permissions and owner of the file it will replace, and waits for the disk. */
export function finishCopy(
  copy: string,
  { mode, uid, gid }: { mode: bigint; uid: bigint; gid: bigint },
): void {
  const own = lstatSync(copy);
  if (BigInt(own.uid) !== uid || BigInt(own.gid) !== gid) {
    try {
      chownSync(copy, Number(uid), Number(gid));
    } catch {
      // Only root can give files away; a colleague's file becomes one's own, as with any editor.
    }
  }
  chmodSync(copy, Number(mode & 0o777n));
  const file = openSync(copy, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Waits until the disk knows the names in a folder, where the system can do that. */
export function syncFolder(folder: string): void {
  try {
    const file = openSync(folder, "r");
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch {
    // Some file systems cannot; the rename itself is whole even so.
  }
}
