import {
  givesOutUids,
  reportAccountChanges,
  reportAllotments,
  reportLosses,
  reportRenames,
  reportReturns,
  reportStateVersions,
  reportUidChanges,
  reportUserRenames,
  type UidHistory,
  type UidLedger,
} from "@fleet/core/internal";
import { type Diagnostic, isError } from "@fleet/diagnostics";
import type { LockedFleet } from "../compile.ts";
import type { FileChange } from "../disk/file-changes.ts";
import { isOfDeclaration } from "../disk-errors.ts";
import { parseLock } from "../lock/lock-file.ts";
import { lockPath } from "../lock/lock-text.ts";
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
  const earlier = await readEarlierFleets(project, changes);
  const { declared, homes, resolved, lock } = fleet;
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

/** git is asked only where somebody gets a uid: most runs give out none. */
async function listLosses(project: Project, history: UidHistory): Promise<Diagnostic[]> {
  if (history.isForced || !givesOutUids(history)) return [];
  const committed = await readCommittedLedger(project);
  return reportLosses(history, { committed, earlier: history.earlier });
}

/** The ledger of the last commit; undefined where there is none, or it cannot be read. */
async function readCommittedLedger({
  world,
  config,
  tracked,
}: Project): Promise<UidLedger | undefined> {
  if (config === undefined || tracked?.has(lockPath) !== true) return undefined;
  const { readAtHead } = await import("../disk/git-head.ts");
  const text = await readAtHead(world, config.root, lockPath);
  if (text === undefined) return undefined;
  const { uids, diagnostics } = parseLock(text, lockPath);
  return diagnostics.some(isError) ? undefined : uids;
}
