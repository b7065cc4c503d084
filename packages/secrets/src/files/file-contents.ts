/** Files up to this many bytes are read whole; of larger ones the end is enough. */
export const wholeFileLimit = 8 * 1024 * 1024;

/** How many bytes of the end of a larger file hold its sops block, however many recipients it has. */
export const tailLength = 1024 * 1024;

/** A file as it was read from disk. */
export interface FileContents {
  /** Relative to the fleet's root. */
  readonly path: string;
  /** The whole file, or the last `tailLength` bytes of one larger than `wholeFileLimit`. */
  readonly bytes: Uint8Array;
  /** Whether `bytes` are only the end of the file. Default: false. */
  readonly isTail?: boolean;
}
