import { type FleetJson, fleetJsonPath, readFleetJson } from "@fleet/codegen";
import type { FileChange } from "../disk/file-changes.ts";
import { readStamp } from "../disk/file-stamp.ts";
import type { Project } from "../project.ts";

/** What machines may have been built from; by host id. */
export type EarlierFleet = FleetJson["hosts"];

/**
 * The fleets that machines may have been built from: the `fleet.json` that is about to be replaced, if
 * it is as fleet wrote it, or both sides of one that git has not merged. Nothing where it stays as it is.
 */
export async function readEarlierFleets(
  { config, unmerged }: Project,
  changes: readonly FileChange[],
): Promise<EarlierFleet[]> {
  if (config === undefined) return [];
  if (unmerged.has(fleetJsonPath)) {
    // Starting a process needs more of Node than an ordinary run loads.
    const { readConflictStages } = await import("../disk/conflict-stages.ts");
    const stages = readConflictStages(config.root, fleetJsonPath);
    if (stages.kind !== "conflict") return [];
    const sides = [stages.texts.ours, stages.texts.theirs].map((text) => Buffer.from(text));
    return sides.flatMap((side) => (readStamp(side) === "intact" ? readHosts(side) : []));
  }
  const change = changes.find(({ path }) => path === fleetJsonPath);
  const isOurs = change?.kind === "updated" && change.stamp === "intact";
  return isOurs && change.before !== undefined ? readHosts(change.before) : [];
}

/** The fleet; nothing where the text holds none, for whoever can write a digest can write it over anything. */
function readHosts(bytes: Buffer): EarlierFleet[] {
  const { value } = readFleetJson(bytes.toString());
  return value === undefined ? [] : [value.hosts];
}
