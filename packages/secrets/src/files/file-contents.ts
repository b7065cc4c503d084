/** Files up to this many bytes are read; sops itself has no limit, and holds a file in memory several times. */
export const largestFile = 64 * 1024 * 1024;

/** A file as it was read from disk. */
export interface FileContents {
  /** Relative to the fleet's root. */
  readonly path: string;
  /** The whole file; of one larger than `largestFile` as much as was read, for which it is refused. */
  readonly bytes: Uint8Array;
  /** How many bytes the file has. Default: as many as are there. */
  readonly size?: number;
}
