import type { ComputedFleet } from "@fleet/codegen";
import { type Fleet, readHostKeys, resolveFleet, type Surroundings } from "@fleet/core";
import type { Outcome } from "@fleet/diagnostics";
import { resolveHomes } from "@fleet/profiles";
import { computeSecrets } from "./computed-secrets.ts";

/**
 * Computes everything that follows from a declaration: no disk, and the same for equal arguments. `sources`
 * are the files that it came from, as `fleet.json` is to name them. Default: none, as for a declaration
 * in memory.
 */
export async function computeFleet(
  fleet: Fleet,
  surroundings: Surroundings,
  sources: ReadonlyMap<string, string> = new Map(),
): Promise<Outcome<ComputedFleet>> {
  const { value: declared, diagnostics: ofHostKeys } = readHostKeys(fleet, surroundings);
  const resolved = resolveFleet(declared, surroundings);
  const homes = resolveHomes(declared, resolved.value, surroundings);
  const secrets = await computeSecrets(declared, resolved.value);
  return {
    value: {
      declared,
      resolved: resolved.value,
      homes: homes.value,
      secrets: secrets.value,
      sources,
      files: surroundings.files,
    },
    diagnostics: [
      ...ofHostKeys,
      ...resolved.diagnostics,
      ...homes.diagnostics,
      ...secrets.diagnostics,
    ],
  };
}
