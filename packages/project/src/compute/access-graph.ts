import type { ComputedFleet } from "@fleet/codegen";
import { type AccessEdges, createAccessGraph } from "@fleet/core/access";
import { createRuleFinder } from "@fleet/secrets";
import { readAccess } from "@fleet/secrets/access";

/**
 * The graph of access of a computed fleet, secret files and keys among it: the files below its root that a
 * rule is about, and those that a rule names which are not there yet.
 */
export function accessGraphOf(fleet: ComputedFleet): AccessEdges {
  if (fleet.secrets === undefined) return createAccessGraph(fleet);
  const { secrets } = fleet.secrets;
  const { find } = createRuleFinder(secrets.rules);
  const named = secrets.rules
    .map(({ pattern }) => pattern.text)
    .filter((text) => !text.includes("*"));
  const present = [...fleet.files].filter((path) => find(path) !== undefined);
  return createAccessGraph(fleet, readAccess(secrets, [...named, ...present]));
}
