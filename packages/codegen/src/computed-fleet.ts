import type { Fleet, ResolvedFleet } from "@fleet/core";
import type { Homes } from "@fleet/profiles";
import type { Secrets, Wiring } from "@fleet/secrets";

/** A fleet with everything that was computed from it: plain data, and all that an emitter may look at. */
export interface ComputedFleet {
  readonly declared: Fleet;
  readonly resolved: ResolvedFleet;
  readonly homes: Homes;
  /** Who can decrypt what; undefined where the declaration says nothing of secrets. */
  readonly secrets: ComputedSecrets | undefined;
  /** The sha256, in hexadecimal, of every local file that the declaration came from, by its path from the root. */
  readonly sources: ReadonlyMap<string, string>;
  /** Every file below the root, by its path from there. */
  readonly files: ReadonlySet<string>;
}

/** What was computed about secrets, by `@fleet/secrets`. */
export interface ComputedSecrets {
  readonly secrets: Secrets;
  readonly wiring: Wiring;
  /** The text of `.sops.yaml`, with `unstamped` for its digest; undefined where there are no rules. */
  readonly sopsYaml: string | undefined;
}
