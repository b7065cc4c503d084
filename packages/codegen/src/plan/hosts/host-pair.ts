import type { Comparison } from "../facts/comparison.ts";
import type { HostFacts } from "../facts/fleet-facts.ts";
import type { DraftChange } from "../planned-change.ts";

/** A host that is on both sides. */
export interface HostPair {
  readonly id: string;
  readonly idBefore: string;
  readonly before: HostFacts;
  readonly after: HostFacts;
}

/** A field of a host that differs, with what its accounts came to. */
export interface HostField {
  readonly comparison: Comparison;
  readonly pair: HostPair;
  readonly about: Pick<DraftChange, "host" | "place">;
  readonly accounts: readonly DraftChange[];
}
