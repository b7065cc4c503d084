import type { Outcome } from "@fleet/diagnostics";
import type { NixEvaluator } from "@fleet/nix-eval";
import type { World } from "@fleet/project";
import type { FoundKeys } from "../found/found-keys.ts";
import type { LeftItem, Proposal } from "../proposal/proposal.ts";

/** What a repository has of agenix. */
export interface FoundAgenix {
  readonly keys: FoundKeys;
  /** Every secret, by its path from the root, in order. */
  readonly secrets: readonly FoundAgeFile[];
}

/** A file of agenix, and who reads it. */
export interface FoundAgeFile {
  readonly path: string;
  readonly recipients: readonly string[];
  /** Whether the file is there, and is one of age. */
  readonly isPresent: boolean;
}

/** Reads each `secrets.nix`; undefined where there is none. */
export async function readAgenix(
  _world: World,
  _root: string,
  _evaluate: NixEvaluator["evaluate"] | undefined,
): Promise<Outcome<FoundAgenix | undefined>> {
  return { value: undefined, diagnostics: [] };
}

/** Adds rules for the files that sops is to have in the place of those of agenix, and says what has to be encrypted anew. */
export function proposeForAgenix(
  proposal: Proposal,
  _agenix: FoundAgenix,
): { readonly proposal: Proposal; readonly left: readonly LeftItem[] } {
  return { proposal, left: [] };
}
