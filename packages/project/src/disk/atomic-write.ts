import { basename, dirname, join } from "pathe";
import { systemCode } from "../world/disk.ts";
import type { World } from "../world/world.ts";
import { encodeText } from "./bytes.ts";
import { nameTemporary } from "./leftovers.ts";

/** What writing a file needs of the world. */
export type Writer = Pick<World, "digest" | "disk" | "machine" | "token">;

/** A new text of a file that stands beside its place, in full, until it is taken or given up. */
export interface PreparedFile {
  /** Puts it in the file's place: whoever looks sees the old text or the new one. */
  commit(): void;
  /** Removes it. */
  discard(): void;
}

/** What is written, and how. */
export interface PreparedText {
  readonly bytes: Uint8Array;
  /** Whether the disk has it when it is prepared. */
  readonly isDurable: boolean;
  /** Where it stands until then, on the file system of its place. Default: beside its place. */
  readonly folder?: string | undefined;
}

/**
 * Writes a file in full beside its place, with the permissions and the owner of the one it will replace.
 * Throws what the system says, and leaves nothing behind.
 */
export function prepareFile(
  writer: Writer,
  target: string,
  { bytes, isDurable, folder }: PreparedText,
): PreparedFile {
  const { disk } = writer;
  // A folder of one's own is tidied up as a whole.
  const temporary =
    folder === undefined
      ? join(dirname(target), nameTemporary(writer, basename(target)))
      : join(folder, `.${basename(target)}.${writer.token()}.tmp`);
  const replaced = disk.follow(target);
  disk.create(temporary, bytes, { mode: replaced?.mode, isDurable });
  if (replaced !== undefined) disk.setAccess(temporary, replaced);
  return {
    commit: () => disk.rename(temporary, target),
    discard: () => disk.remove(temporary),
  };
}

/**
 * Writes a file in full beside its place, waits for the disk, and renames it, so that at any moment
 * there is the old text or the new one. Throws what the system says.
 */
export function replaceFile(writer: Writer, target: string, text: string): void {
  const prepared = prepareFile(writer, target, { bytes: encodeText(text), isDurable: true });
  try {
    prepared.commit();
  } catch (error) {
    prepared.discard();
    throw error;
  }
  writer.disk.flush(dirname(target));
}

/**
 * Makes a file that was not there, in full or not at all; false where something stands there already, also where it
 * came in between. Throws what the system says, and leaves nothing behind.
 */
export function createWhole(writer: Writer, target: string, text: string): boolean {
  const { disk } = writer;
  if (disk.inspect(target) !== undefined) return false;
  const temporary = join(dirname(target), nameTemporary(writer, basename(target)));
  disk.create(temporary, encodeText(text), { isDurable: true });
  try {
    return disk.link(temporary, target);
  } catch (error) {
    // A file system without second names.
    if (!withoutLinks.has(systemCode(error) ?? "") || disk.inspect(target) !== undefined)
      throw error;
    disk.rename(temporary, target);
    return true;
  } finally {
    disk.remove(temporary);
  }
}

const withoutLinks: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);
