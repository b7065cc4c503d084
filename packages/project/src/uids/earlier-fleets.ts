import { fleetJsonPath, readFleetJson } from "@fleet/codegen";
import type { EarlierFleet } from "@fleet/core/internal";
import { decodeText, encodeText } from "../disk/bytes.ts";
import type { FileChange } from "../disk/file-changes.ts";
import { readStamp } from "../disk/file-stamp.ts";
import type { Project } from "../project.ts";

/**
 * The fleets that machines may have been built from: the `fleet.json` that is about to be replaced, if
 * it is as fleet wrote it, or both sides of one that git has not merged. Nothing where it stays as it is.
 */
export async function readEarlierFleets(
  { world, config, unmerged }: Project,
  changes: readonly FileChange[],
): Promise<EarlierFleet[]> {
  if (config === undefined) return [];
  if (unmerged.has(fleetJsonPath)) {
    // Starting a process needs more of Node than an ordinary run loads.
    const { readConflictStages } = await import("../disk/conflict-stages.ts");
    const stages = await readConflictStages(world, config.root, fleetJsonPath);
    if (stages.kind !== "conflict") return [];
    const sides = [stages.texts.ours, stages.texts.theirs].map(encodeText);
    return sides.flatMap((side) => (readStamp(world, side) === "intact" ? readHosts(side) : []));
  }
  const change = changes.find(({ path }) => path === fleetJsonPath);
  const isOurs = change?.kind === "updated" && change.stamp === "intact";
  return isOurs && change.before !== undefined ? readHosts(change.before) : [];
}

/** The fleet; nothing where the text holds none, for whoever can write a digest can write it over anything. */
function readHosts(bytes: Uint8Array): EarlierFleet[] {
  const { value } = readFleetJson(decodeText(bytes));
  return value === undefined ? [] : [value.hosts];
}
