/**
 * The numeric user id of an account, or `"machine"`: fleet sets and allots none, and each NixOS host keeps or
 * chooses one by itself.
 */
export type UidDeclaration = number | "machine";

/** From the first uid to the last, both of them in it. */
export type UidRangeDeclaration = readonly [first: number, last: number];

/** One uid that is several people's, on different NixOS hosts, and is meant to be. */
export interface SharedUidDeclaration<U extends string = string> {
  /** The uid. */
  readonly uid: number;
  /** Those who may have it, two or more. On one host it is never that of two of them. */
  readonly users: readonly U[];
  /** Why it is meant, in one line. */
  readonly reason: string;
}
