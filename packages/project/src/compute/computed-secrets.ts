import { type ComputedSecrets, unstamped } from "@fleet/codegen";
import type { Fleet, ResolvedFleet } from "@fleet/core";
import type { Outcome } from "@fleet/diagnostics";

/** What a fleet that speaks of secrets comes to; their package is only loaded for such a one. */
export async function computeSecrets(
  declared: Fleet,
  resolved: ResolvedFleet,
): Promise<Outcome<ComputedSecrets | undefined>> {
  if (declared.secrets === undefined) return { value: undefined, diagnostics: [] };
  const { renderSopsYaml, resolveSecrets, resolveWiring } = await import("@fleet/secrets");
  const secrets = resolveSecrets(declared, resolved);
  const wiring = resolveWiring(declared, resolved);
  const sopsYaml = renderSopsYaml(secrets.value, unstamped);
  return {
    value: { secrets: secrets.value, wiring: wiring.value, sopsYaml },
    diagnostics: [...secrets.diagnostics, ...wiring.diagnostics],
  };
}
