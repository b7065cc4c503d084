import { createOnce, type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { coreCodes } from "../../codes.ts";
import type { SubordinateIdsDeclaration } from "../../declaration/people/account-declaration.ts";
import { isGap } from "../../parse/gaps.ts";
import { type SubordinateRange, usualCount } from "../../resolve/accounts/subordinate-ids.ts";
import type { Account, ResolvedHost } from "../../resolve/resolved-fleet.ts";
import type { DeclaredContext, ResolvedContext } from "../check.ts";

// Below are all ids of 16 bits, which are people's and the system's, and 2^32 - 2 and the one after mean nobody
// (https://systemd.io/UIDS-GIDS).
const [firstId, lastId] = [65536, 4294967293];
/** Where NixOS begins to give them out, range after range (nixos/modules/config/update-users-groups.pl). */
const firstGiven = 100000;
/** Above what systemd takes for containers, and below 2^31. */
const free = 2000000000;

/** Ranges of subordinate ids hold some, and none that are a user's or the system's. */
export function* subordinateIdsFit({ fleet, differing }: DeclaredContext): Iterable<Diagnostic> {
  for (const [id, { own }] of fleet.users) yield* rangeFits(own.subordinateIds, ["users", id]);
  for (const { own, path } of differing) yield* rangeFits(own.subordinateIds, path);
}

function* rangeFits(ids: SubordinateIdsDeclaration | undefined, of: Path): Iterable<Diagnostic> {
  if (typeof ids !== "object") return;
  const { start, count = usualCount } = ids;
  const path = [...of, "subordinateIds"];
  if (count < 1) {
    const help = `Write how many there are, such as count: ${usualCount}; or subordinateIds: "none".`;
    const message = `${count} is no number of ids.`;
    yield coreCodes.create("bad-subordinate-ids", message, { path: [...path, "count"], help });
  } else if (start < firstId || start + count - 1 > lastId) {
    const message =
      start < firstId
        ? `Ids below ${firstId} are people's and the system's, and the range begins at ${start}.`
        : `Ids end at ${lastId}, and the range at ${start + count - 1}.`;
    const help = `Begin elsewhere, such as start: ${free}.`;
    yield coreCodes.create("bad-subordinate-ids", message, { path: [...path, "start"], help });
  }
}

function isSound({ start, count }: SubordinateRange): boolean {
  return count >= 1 && start >= firstId && start + count - 1 <= lastId;
}

/** No subordinate id of somebody is somebody else's on the same host, as subordinate one or as uid. */
export function* subordinateIdsAreOnesOwn(context: ResolvedContext): Iterable<Diagnostic> {
  const { fleet, hosts, distinct } = context;
  if (!distinct.some(({ account }) => typeof account.subordinateIds?.value === "object")) return;
  const isNew = createOnce();
  for (const host of hosts.values()) {
    if (isGap(fleet.gaps, ["hosts", host.id, "system"])) continue;
    for (const { range, other, message, help } of listClashes(host)) {
      if (!isNew(range.path, other)) continue;
      yield coreCodes.create("subordinate-ids-taken", message, { path: range.path, help });
    }
  }
}

interface Range {
  readonly account: Account;
  readonly path: Path;
  readonly first: number;
  readonly last: number;
}

interface Clash {
  readonly range: Range;
  readonly other: string;
  readonly message: string;
  readonly help: string;
}

function* listClashes(host: ResolvedHost): Iterable<Clash> {
  const ranges = listRanges(host);
  const on = `On ${quote(host.id)},`;
  const help = `Begin elsewhere, such as start: ${free}.`;
  let furthest: Range | undefined;
  for (const range of ranges) {
    const { user } = range.account;
    if (furthest !== undefined && range.first <= furthest.last) {
      const message = `${on} the subordinate ids ${describe(range)} of ${quote(user)} overlap with ${describe(furthest)} of ${quote(furthest.account.user)}: each could read and change what is in the containers of the other.`;
      yield { range, other: furthest.account.user, message, help };
    }
    if (furthest === undefined || range.last > furthest.last) furthest = range;
  }
  const given = [...host.accounts.values()].filter(
    ({ subordinateIds }) => subordinateIds === undefined || subordinateIds.value === "auto",
  );
  const [first] = given;
  const lastGiven = firstGiven + given.length * usualCount - 1;
  for (const range of ranges) {
    const { user } = range.account;
    if (first !== undefined && range.first <= lastGiven && range.last >= firstGiven) {
      const message = `${on} the subordinate ids ${describe(range)} of ${quote(user)} overlap with those that NixOS gives to ${quote(first.user)} and all others for whom none are declared, from ${firstGiven} on.`;
      yield { range, other: first.user, message, help };
    }
    for (const { user: other, uid } of host.accounts.values()) {
      if (uid === undefined || uid.value < range.first || uid.value > range.last) continue;
      const message = `${on} the uid ${uid.value} of ${quote(other)} is among the subordinate ids ${describe(range)} of ${quote(user)}.`;
      yield { range, other: `uid ${other}`, message, help };
    }
  }
}

/** The declared ranges of a host, by where they begin. */
function listRanges({ accounts }: ResolvedHost): Range[] {
  const ranges: Range[] = [];
  for (const account of accounts.values()) {
    const { value, path = [] } = account.subordinateIds ?? {};
    // Of others it is said already that there is none such.
    if (typeof value !== "object" || !isSound(value)) continue;
    ranges.push({ account, path, first: value.start, last: value.start + value.count - 1 });
  }
  return ranges.sort((a, b) => a.first - b.first);
}

function describe({ first, last }: Range): string {
  return `${first} to ${last}`;
}
