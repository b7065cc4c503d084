import type { ComputedFleet } from "./computed-fleet.ts";
import type { GeneratedFile } from "./generated-file.ts";

/** The sha256 of a text's UTF-8, in lower case hexadecimal: hashing is not for a pure stage, so whoever renders brings it. */
export type Digest = (text: string) => string;

/** What renders files from a fleet: pure, and without a judgement of its own. */
export interface Emitter {
  readonly name: string;
  /**
   * Every path that it may render, from the root. What lies at one of them and is not rendered any more
   * is an orphan, which whoever writes files takes away.
   */
  readonly paths: readonly string[];
  /** The files of a fleet in which nothing is wrong; equal fleets give equal bytes. */
  files(computed: ComputedFleet, digest: Digest): readonly GeneratedFile[];
}
