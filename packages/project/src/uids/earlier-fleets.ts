import { fleetJsonPath } from "@fleet/codegen";
import type { EarlierAccount, EarlierFleet, EarlierHost } from "@fleet/core/internal";
import type { FileChange } from "../disk/file-changes.ts";
import { readStamp } from "../disk/file-stamp.ts";
import type { Project } from "../project.ts";

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
    return sides.flatMap((side) => (readStamp(side) === "intact" ? parseFleetJson(side) : []));
  }
  const change = changes.find(({ path }) => path === fleetJsonPath);
  const isOurs = change?.kind === "updated" && change.stamp === "intact";
  return isOurs && change.before !== undefined ? parseFleetJson(change.before) : [];
}

/** The fleet; nothing where the text holds none, for whoever can write a digest can write it over anything. */
function parseFleetJson(bytes: Buffer): EarlierFleet[] {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString());
  } catch {
    return [];
  }
  const hosts = entriesAt(value, "hosts").flatMap(([id, host]): [string, EarlierHost][] => {
    const platform = valueAt(host, "platform");
    if (typeof platform !== "string") return [];
    const accounts = entriesAt(host, "accounts").map(readAccount);
    return [[id, { platform, accounts: new Map(accounts) }]];
  });
  return [new Map(hosts)];
}

function readAccount([user, account]: [string, unknown]): [string, EarlierAccount] {
  const username = valueAt(account, "username");
  const uid = valueAt(account, "uid");
  const read = {
    user,
    username: typeof username === "string" ? username : undefined,
    uid: typeof uid === "number" ? uid : undefined,
  };
  return [user, read];
}

function entriesAt(value: unknown, key: string): [string, unknown][] {
  const found = valueAt(value, key);
  return typeof found === "object" && found !== null ? Object.entries(found) : [];
}

function valueAt(value: unknown, key: string): unknown {
  const isThere = typeof value === "object" && value !== null && Object.hasOwn(value, key);
  return isThere ? Reflect.get(value, key) : undefined;
}
