import type { ComputedFleet } from "@fleet/codegen";
import { type AccessEdges, createAccessGraph } from "@fleet/core/access";
import type { Secrets } from "@fleet/secrets";
import { readClanTree } from "../disk/clan-tree.ts";
import type { Disk } from "../world/disk.ts";

/** Where a fleet lies. */
export interface FleetPlace {
  readonly disk: Disk;
  readonly root: string;
}

/**
 * The graph of access of a computed fleet, secret files and keys among it: the files below its root that a
 * rule is about, and those that a rule names which are not there yet. What is about secrets is loaded where
 * there are some. Of clan's folders, where they are declared, it is read who reads what if it is known where the
 * fleet lies; else clan's files have no readers.
 */
export async function accessGraphOf(
  fleet: ComputedFleet,
  place?: FleetPlace,
): Promise<AccessEdges> {
  const secrets = await secretsAt(fleet, place);
  if (secrets === undefined) return createAccessGraph(fleet);
  const [{ createRuleFinder }, { readAccess }] = await Promise.all([
    import("@fleet/secrets"),
    import("@fleet/secrets/access"),
  ]);
  const { find } = createRuleFinder(secrets.rules);
  const named = secrets.rules
    .map(({ pattern }) => pattern.text)
    .filter((text) => !text.includes("*"));
  const present = [...fleet.files].filter((path) => find(path) !== undefined);
  return createAccessGraph(fleet, readAccess(secrets, [...named, ...present]));
}

/**
 * Who can decrypt what, as it is declared and, where it is known where the fleet lies, as clan's folders say it;
 * undefined where nothing is said of secrets.
 */
export async function secretsAt(
  { secrets }: Pick<ComputedFleet, "secrets">,
  place: FleetPlace | undefined,
): Promise<Secrets | undefined> {
  const declared = secrets?.secrets;
  if (declared?.clan === undefined || place === undefined) return declared;
  const { joinClan, layOutClan } = await import("@fleet/secrets");
  const tree = readClanTree(place.disk, place.root, declared.clan.folder);
  return joinClan(declared, layOutClan(declared, tree));
}
