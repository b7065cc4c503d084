import type { ComputedFleet } from "@fleet/codegen";
import { type AccessEdges, createAccessGraph } from "@fleet/core/access";

/**
 * The graph of access of a computed fleet, secret files and keys among it: the files below its root that a
 * rule is about, and those that a rule names which are not there yet. What is about secrets is loaded where
 * there are some.
 */
export async function accessGraphOf(fleet: ComputedFleet): Promise<AccessEdges> {
  if (fleet.secrets === undefined) return createAccessGraph(fleet);
  const [{ createRuleFinder }, { readAccess }] = await Promise.all([
    import("@fleet/secrets"),
    import("@fleet/secrets/access"),
  ]);
  const { secrets } = fleet.secrets;
  const { find } = createRuleFinder(secrets.rules);
  const named = secrets.rules
    .map(({ pattern }) => pattern.text)
    .filter((text) => !text.includes("*"));
  const present = [...fleet.files].filter((path) => find(path) !== undefined);
  return createAccessGraph(fleet, readAccess(secrets, [...named, ...present]));
}
