/** What stands at a path. */
export interface DiskEntry {
  readonly kind: "file" | "folder" | "link" | "other";
  /** In bytes. */
  readonly size: number;
  /** The permissions, such as 0o644. */
  readonly mode: number;
  /** The uid and gid that it belongs to. */
  readonly owner: number;
  readonly group: number;
}

/** What a folder holds. */
export interface ListedEntry {
  readonly name: string;
  readonly kind: DiskEntry["kind"];
}

/** A file that is open to be read, whatever happens to its name. */
export interface OpenFile {
  /** How many bytes it has. */
  size(): number;
  /** Reads into a buffer from a position of the file, and gives the number of bytes; 0 at its end. */
  read(into: Uint8Array, position: number): number;
  close(): void;
}

/**
 * Files and folders. Paths are absolute and parted by "/". What fails throws an error with the `code` of
 * the system, such as `ENOENT`, and its words as the message.
 */
export interface Disk {
  /** What stands at a path itself, be it a link; undefined where nothing does. */
  inspect(path: string): DiskEntry | undefined;
  /** What stands at the end of all links; undefined where nothing does, or where they lead in a circle. */
  follow(path: string): DiskEntry | undefined;
  /** A text that changes whenever what stands at a path is changed or replaced. */
  versionOf(path: string): string;
  /** The path at the end of all links. */
  resolve(path: string): string;
  /** What a link says itself, be it a path from its folder or an absolute one. */
  readLink(path: string): string;
  /** What a folder holds, in any order. */
  list(folder: string): readonly ListedEntry[];
  /** All bytes of a file. */
  read(path: string): Uint8Array;
  /** Opens a file; "link" where a link stands there. Waits for no other end of a pipe. */
  open(path: string): OpenFile | "link";
  /** Whether this process may run the file at the end of all links. */
  isProgram(path: string): boolean;
  /**
   * Makes a file that was not there: whatever stands there already, also a link, is an error. Default: the
   * usual permissions. Where `isDurable`, the disk has it when this returns.
   */
  create(
    path: string,
    bytes: Uint8Array,
    options?: { readonly mode?: number | undefined; readonly isDurable?: boolean | undefined },
  ): void;
  /** Makes a folder with all above it, unless it is there. Default: the usual permissions. */
  makeFolder(path: string, mode?: number): void;
  /** Gives what stands at a path another name, in place of what has it. */
  rename(from: string, to: string): void;
  /** Gives a file a second name; false where that is taken. */
  link(from: string, to: string): boolean;
  /** Copies a file to a name that is not taken. */
  copy(from: string, to: string): void;
  /** Removes a file, or a folder with all that it holds; nothing where nothing is there. */
  remove(path: string): void;
  /** Removes a folder that holds nothing; false where it holds something, or is none. */
  removeEmpty(folder: string): boolean;
  /** Sets permissions, and the owner where this process may. */
  setAccess(path: string, access: Pick<DiskEntry, "mode"> & Partial<DiskEntry>): void;
  /** Waits until the disk has a file, or the names in a folder, where the system can do that. */
  flush(path: string): void;
}

/** The code of the system in an error, such as `ENOENT`; undefined for any other value. */
export function systemCode(thrown: unknown): string | undefined {
  const code: unknown = thrown instanceof Error ? Reflect.get(thrown, "code") : undefined;
  return typeof code === "string" ? code : undefined;
}
