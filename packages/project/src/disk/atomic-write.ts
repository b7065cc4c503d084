import { basename, dirname, join } from "pathe";
import type { World } from "../world/world.ts";
import { encodeText } from "./bytes.ts";

/** What writing a file needs of the world. */
export type Writer = Pick<World, "disk" | "token">;

/** A new text of a file that stands beside its place, in full, until it is taken or given up. */
export interface PreparedFile {
  /** Puts it in the file's place: whoever looks sees the old text or the new one. */
  commit(): void;
  /** Removes it. */
  discard(): void;
}

/**
 * Writes a file in full beside its place, with the permissions of the one it will replace. Where it
 * `isDurable`, the disk has it then. Throws what the system says, and leaves nothing behind.
 */
export function prepareFile(
  { disk, token }: Writer,
  target: string,
  { bytes, isDurable }: { readonly bytes: Uint8Array; readonly isDurable: boolean },
): PreparedFile {
  const temporary = join(dirname(target), `.${basename(target)}.${token()}.tmp`);
  disk.create(temporary, bytes, { mode: disk.follow(target)?.mode, isDurable });
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
