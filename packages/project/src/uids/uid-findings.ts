import {
  givesOutUids,
  ledgerJson,
  moveEarlier,
  reportAccountChanges,
  reportAllotments,
  reportLosses,
  reportRenames,
  reportReturns,
  reportStateVersions,
  reportUidChanges,
  reportUserRenames,
  type UidHistory,
} from "@fleet/core/internal";
import { type Diagnostic, isError } from "@fleet/diagnostics";
import type { LockedFleet } from "../compile.ts";
import type { FileChange } from "../disk/file-changes.ts";
import { isOfDeclaration } from "../disk-errors.ts";
import { type LockParts, parseLock } from "../lock/lock-file.ts";
import { lockPath } from "../lock/lock-text.ts";
import { moveLockParts, movesOf } from "../lock/moved-lock.ts";
import type { Project } from "../project.ts";
import { readEarlierFleets } from "./earlier-fleets.ts";

/**
 * What a sound fleet means for machines that were built before: uids that change, those of people and Macs
 * that only seem to be new, those that were allotted to accounts that exist, and those that would go to
 * somebody else because a line of the ledger was lost, or because of an id that somebody had who left; logins, homes and state versions that change.
 */
export async function reportUids(
  project: Project,
  changes: readonly FileChange[],
  options: { readonly isForced: boolean },
): Promise<Diagnostic[]> {
  const { fleet } = project;
  if (fleet === undefined || project.findings.some(isOfDeclaration)) return [];
  const { declared, homes, resolved, lock } = fleet;
  const moves = movesOf({ fleet });
  const earlier = (await readEarlierFleets(project, changes)).map((one) => moveEarlier(one, moves));
  const ageKeys = listAgeKeys(fleet);
  const recorded = lock.uids;
  const history = { resolved, recorded, earlier, ageKeys, ledgerFile: lockPath, ...options };
  const lost = await listLosses(project, history);
  const known = [...lost, ...reportReturns(history)];
  if (earlier.length === 0) return known;
  return [
    ...known,
    ...reportUidChanges(history),
    ...reportRenames(history),
    ...reportUserRenames(history),
    ...reportAllotments(history),
    ...reportAccountChanges(history),
    ...reportStateVersions(history, { declared, homes: homes.byHost }),
  ];
}

/** The recipients of every user who has any, by user id. */
function listAgeKeys({ secrets }: LockedFleet): ReadonlyMap<string, readonly string[]> | undefined {
  const readers = secrets?.secrets.keyring.recipients;
  if (readers === undefined) return undefined;
  const users = [...readers].filter(([reader]) => reader.startsWith("user:"));
  return new Map(
    users.map(([reader, keys]) => [reader.slice("user:".length), keys.map(({ id }) => id)]),
  );
}

/** git is asked only where somebody gets a uid, or the file is not known to be that of the last commit. */
async function listLosses(project: Project, history: UidHistory): Promise<Diagnostic[]> {
  if (history.isForced) return [];
  const { earlier } = history;
  const isAsked = project.fleet?.lock.mayDiffer === true || givesOutUids(history);
  const lock = isAsked ? await readCommittedLock(project) : undefined;
  const mayRestore = lock !== undefined && holdsAll(lock, project.fleet?.lock);
  return reportLosses(history, { committed: lock?.uids, earlier, mayRestore });
}

/** The lock file of the last commit; undefined where there is none, or it cannot be read. */
async function readCommittedLock({
  world,
  config,
  tracked,
  fleet,
}: Project): Promise<LockParts | undefined> {
  if (config === undefined || tracked?.has(lockPath) !== true) return undefined;
  const { readAtHead } = await import("../disk/git-head.ts");
  const text = await readAtHead(world, config.root, lockPath);
  if (text === undefined) return undefined;
  const { diagnostics, ...parts } = parseLock(text, lockPath);
  if (diagnostics.some(isError)) return undefined;
  const moves = movesOf({ fleet });
  return { ...parts, ...(await moveLockParts(parts, moves)) };
}

/** Whether a lock file says all that another does, so that nothing is lost where it takes its place. */
function holdsAll(committed: LockParts, current: LockParts | undefined): boolean {
  if (current === undefined) return true;
  const partsOf = (lock: LockParts) => {
    const { accounts, tombstones, freed } = ledgerJson(lock.uids);
    return Object.entries({ ...accounts, ...tombstones, ...freed });
  };
  const lines = new Map(partsOf(committed));
  const others = ({ secrets, others }: LockParts) => JSON.stringify([secrets, others]);
  return (
    others(committed) === others(current) &&
    partsOf(current).every(([place, user]) => lines.get(place) === user)
  );
}
