/** A file as it should be on disk. */
export interface GeneratedFile {
  /** Relative to the fleet's root. */
  readonly path: string;
  readonly contents: string;
}
