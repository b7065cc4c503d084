import type { Outcome } from "@fleet/diagnostics";
import type { World } from "@fleet/project";
import type { FoundFleet } from "../found/found-fleet.ts";
import type { FoundKeys } from "../found/found-keys.ts";
import type { LeftItem } from "../proposal/proposal.ts";
import type { SurveyedFlake } from "../survey/survey-flake.ts";

/** What a repository has of clan. */
export interface FoundClan {
  /** Machines with their tags and targets, and the people whom its users service makes. */
  readonly fleet: FoundFleet;
  readonly keys: FoundKeys;
  /** The folder of `sops` and `vars` from the root, `"."` for itself; undefined without. */
  readonly folder: string | undefined;
  readonly left: readonly LeftItem[];
}

/** Reads clan's inventory, with Nix where there is a flake to ask, and its keys; undefined where there is nothing of clan. */
export async function readClan(
  _world: World,
  _root: string,
  _flake: SurveyedFlake | undefined,
): Promise<Outcome<FoundClan | undefined>> {
  return { value: undefined, diagnostics: [] };
}
