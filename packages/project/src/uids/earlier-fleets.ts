import { type FleetJson, fleetJsonPath, readFleetJson } from "@fleet/codegen";
import type { EarlierFleet, EarlierHost } from "@fleet/core/internal";
import { decodeText, encodeText } from "../disk/bytes.ts";
import type { FileChange } from "../disk/file-changes.ts";
import { readStamp } from "../disk/file-stamp.ts";
import type { Project } from "../project.ts";

/**
 * The fleets that machines may have been built from: the `fleet.json` that is about to be replaced, with
 * those of the last commit's who are not in it any more, or both sides of one that git has not merged. Where
 * the one on the disk is gone, or is not as fleet wrote it, that of the last commit. Nothing where it stays
 * as it is.
 */
export async function readEarlierFleets(
  project: Project,
  changes: readonly FileChange[],
): Promise<EarlierFleet[]> {
  const { world, config, unmerged } = project;
  if (config === undefined) return [];
  if (unmerged.has(fleetJsonPath)) {
    // Starting a process needs more of Node than an ordinary run loads.
    const { readConflictStages } = await import("../disk/conflict-stages.ts");
    const stages = await readConflictStages(world, config.root, fleetJsonPath);
    if (stages.kind !== "conflict") return [];
    const sides = [stages.texts.ours, stages.texts.theirs].map(encodeText);
    return sides.flatMap((side) => readHosts(project, side) ?? []);
  }
  const change = changes.find(({ path }) => path === fleetJsonPath);
  if (change === undefined || change.kind === "unchanged") return [];
  const written = change.before === undefined ? undefined : readHosts(project, change.before);
  const committed = await readCommitted(project);
  const both =
    written === undefined || committed === undefined
      ? (written ?? committed)
      : addLeft(written, committed);
  return both === undefined ? [] : [both];
}

/** The fleet of the last commit; undefined where git knows none, or not as fleet wrote it. */
async function readCommitted(project: Project): Promise<EarlierFleet | undefined> {
  const { world, config, tracked } = project;
  if (config === undefined || tracked === undefined) return undefined;
  const { readAtHead } = await import("../disk/git-head.ts");
  const text = await readAtHead(world, config.root, fleetJsonPath);
  return text === undefined ? undefined : readHosts(project, encodeText(text));
}

/**
 * A fleet as it was written last, with the hosts and people of the last commit that are not in it: nobody
 * has committed that they are gone, and what they seem to be now was not said to anybody.
 */
function addLeft(written: EarlierFleet, committed: EarlierFleet): EarlierFleet {
  const known = new Set([...written.values()].flatMap(({ accounts }) => [...accounts.keys()]));
  const all = new Map<string, EarlierHost>(written);
  for (const [id, host] of committed) {
    const now = written.get(id);
    const left = [...host.accounts].filter(([user]) => !known.has(user));
    if (now === undefined) all.set(id, host);
    else if (now.platform === host.platform && left.length > 0) {
      // Whoever has a login now is found by it, not whoever had it before.
      all.set(id, { ...now, accounts: new Map([...left, ...now.accounts]) });
    }
  }
  return all;
}

/**
 * The hosts of a file that is as fleet wrote it; undefined for any other, also where it holds no fleet, for
 * whoever can write a digest can write it over anything.
 */
function readHosts({ world }: Project, bytes: Uint8Array): EarlierFleet | undefined {
  if (readStamp(world, bytes) !== "intact") return undefined;
  const { value } = readFleetJson(decodeText(bytes));
  return value === undefined ? undefined : addKeys(value);
}

/** The hosts, with what the part about secrets says of who has an account there. */
function addKeys({ hosts, secretKeys }: FleetJson): EarlierFleet {
  if (secretKeys === undefined) return hosts;
  return new Map(
    [...hosts].map(([id, host]) => {
      const accounts = [...host.accounts].map(([user, account]) => {
        const ageKeys = secretKeys.get(`user:${user}`);
        return [user, { ...account, ageKeys }] as const;
      });
      return [id, { ...host, accounts: new Map(accounts) }];
    }),
  );
}
