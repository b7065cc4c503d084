import type { Diagnostic, Path } from "@fleet/diagnostics";
import { createOnce, quote } from "@fleet/diagnostics";
import type { ResolvedContext } from "../checks/check.ts";
import { coreCodes } from "../codes.ts";
import type { Fleet } from "../parse/fleet.ts";
import { isGap } from "../parse/gaps.ts";
import { isWithin, uidOwner } from "../reserved/id-ranges.ts";
import { findClashes, placeOf } from "../resolve/clashes.ts";
import type { Account, ResolvedHost } from "../resolve/resolved-fleet.ts";
import { listGroupRanges } from "./uid-ranges.ts";

/** What kept accounts from their uids was found when those were given out. */
export function uidsAreAllotted({ uids }: ResolvedContext): Iterable<Diagnostic> {
  return uids.diagnostics;
}

/** Uids lie in the range of the platform, also those on record: a range may have become smaller. */
export function* uidsAreInRange(context: ResolvedContext): Iterable<Diagnostic> {
  const { fleet } = context;
  if (isGap(fleet.gaps, ["defaults", "uidRange"])) return;
  const isNew = createOnce();
  const ofGroups = listGroupRanges(fleet);
  for (const numbered of listNumbered(context)) {
    const platform = numbered.host.platform === "darwin" ? "darwin" : "nixos";
    const range = fleet.defaults.uidRange[platform];
    const isOfGroup = ofGroups.some((one) => isWithin(numbered.uid, one.range));
    if (platform === "nixos" && isOfGroup) continue;
    // A range that is wrong itself has been told.
    if (range[0] > range[1] || range[0] < lowest[platform] || isWithin(numbered.uid, range))
      continue;
    if (uidOwner(numbered.uid, numbered.host.platform) !== undefined) continue;
    const path = placeOf(fleet, numbered.host, numbered.account, "uid");
    const isOnRecord = numbered.account.uid?.origin === "ledger";
    const identity = isOnRecord ? [numbered.account.user, numbered.uid] : path;
    if (isNew(platform, identity)) yield outOfRange(fleet, { ...numbered, path, platform });
  }
}

/** Below these, uids are the system's. */
const lowest = { nixos: 1000, darwin: 500 } as const;

/** An account that has a uid. */
export interface Numbered {
  readonly host: ResolvedHost;
  readonly account: Account;
  readonly uid: number;
}

/** The accounts that have a uid; one that several hosts share is given for the first of them. */
export function listNumbered({ distinctOfKnown }: ResolvedContext): Numbered[] {
  return distinctOfKnown.flatMap(({ host, account }) =>
    account.uid === undefined ? [] : [{ host, account, uid: account.uid.value }],
  );
}

/** A person without any account has a uid that one on NixOS could have. */
export function* uidsWithoutAccountAreInRange({ fleet }: ResolvedContext): Iterable<Diagnostic> {
  if (isGap(fleet.gaps, ["defaults", "uidRange"])) return;
  const hosts = [...fleet.hosts.values()];
  const ranges = [
    fleet.defaults.uidRange.nixos,
    ...listGroupRanges(fleet).map(({ range }) => range),
  ];
  for (const [id, { own }] of fleet.users) {
    const { uid } = own;
    if (typeof uid !== "number" || ranges.some((range) => isWithin(uid, range))) continue;
    if (uidOwner(uid, "nixos") !== undefined) continue;
    if (hosts.some(({ placements }) => placements.has(id))) continue;
    const about = { path: ["users", id, "uid"], platform: "nixos", uid } as const;
    yield describeRange(fleet, { ...about, whose: `of ${quote(id)}` });
  }
}

function outOfRange(
  fleet: Fleet,
  {
    host,
    account,
    ...about
  }: Numbered & { readonly path: Path; readonly platform: "nixos" | "darwin" },
): Diagnostic {
  const whose = `of ${quote(account.user)} on ${quote(host.id)}`;
  const found = describeRange(fleet, { ...about, whose });
  if (account.uid?.origin !== "ledger") return found;
  const [first, last] = fleet.defaults.uidRange[about.platform];
  return {
    ...found,
    message: `The uid ${about.uid} that is on record for ${quote(account.user)} is not between ${first} and ${last}.`,
    help: `Widen \`defaults.uidRange.${about.platform}\`, or declare a uid for ${quote(account.user)}.`,
  };
}

interface Stray {
  readonly uid: number;
  readonly whose: string;
  readonly path: Path;
  readonly platform: "nixos" | "darwin";
}

function describeRange({ defaults }: Fleet, { uid, whose, path, platform }: Stray): Diagnostic {
  const [first, last] = defaults.uidRange[platform];
  const other = platform === "darwin" ? "nixos" : "darwin";
  const isOfOther = isWithin(uid, defaults.uidRange[other]);
  // NixOS itself refuses those below 1000, whatever the range.
  const canWiden = platform === "darwin" || uid >= 1000;
  return coreCodes.create(
    "uid-out-of-range",
    `The uid ${uid} ${whose} is not between ${first} and ${last}.`,
    {
      path,
      help: `${isOfOther ? hints[other] : ""}Choose a uid from ${first} to ${last}${canWiden ? `, or widen \`defaults.uidRange.${platform}\`` : ""}.`,
    },
  );
}

/** What a uid was likely meant for that lies in the range of the other platform. */
const hints: Readonly<Record<"nixos" | "darwin", string>> = {
  darwin: "If it is that of a Mac, set it in the placement there. ",
  nixos:
    "A Mac has uids of its own, and `id -u LOGIN` prints them; for NixOS, set it on the user. ",
};

/** No two users of a host have the same uid. Where uids are given out, no two users of a space have. */
export function* uidsAreUnique(context: ResolvedContext): Iterable<Diagnostic> {
  const { fleet, distinct } = context;
  const hosts = new Map<string, ResolvedHost>();
  for (const [id, host] of context.hosts) {
    const isWithoutSpace = host.platform === "linux" || isGap(fleet.gaps, ["hosts", id, "system"]);
    if (isWithoutSpace) hosts.set(id, host);
  }
  const isNew = createOnce();
  for (const { host, account, other } of findClashes({ hosts, distinct }, "uid")) {
    const path = placeOf(fleet, host, account, "uid");
    if (!isNew(path, other.user)) continue;
    yield coreCodes.create(
      "uid-taken",
      `On ${quote(host.id)}, the uid ${account.uid?.value} belongs to both ${quote(other.user)} and ${quote(account.user)}.`,
      {
        path,
        help: "Give one of the two another uid, before files on disk belong to the wrong person.",
      },
    );
  }
}

/** Who is left a uid by the machine is so on purpose, and knows what that means. */
export function* uidsOfMachinesAreMeant({
  distinctOfKnown,
}: ResolvedContext): Iterable<Diagnostic> {
  const isNew = createOnce();
  const byDefault = new Set<string>();
  for (const { host, account } of distinctOfKnown) {
    const left = account.uidOfMachine;
    if (left?.origin === "defaults") byDefault.add(account.user);
    if (left?.path === undefined || left.origin === "defaults" || !isNew(left.path)) continue;
    const where = left.origin === "placement" ? quote(host.id) : "each NixOS host";
    yield coreCodes.create(
      "uid-of-machine",
      `The uid of ${quote(account.user)} is left to ${where}, so fleet does not know whose a file is there: what comes from another machine, by NFS, rsync or on a disk, may be somebody else's, and no switch is refused for it.`,
      {
        path: left.path,
        help: "Write the uid that `id -u LOGIN` prints there into the placement, or leave it out to be allotted one.",
      },
    );
  }
  if (byDefault.size > 0) yield leftByDefault([...byDefault]);
}

/** One finding for all of them, who are as one line has it. */
function leftByDefault(users: readonly string[]): Diagnostic {
  const shown = [...users].sort().slice(0, 3).map(quote).join(", ");
  const more = users.length > 3 ? ` and ${users.length - 3} more` : "";
  const [whose, is] = users.length === 1 ? ["uid", "is"] : ["uids", "are"];
  return coreCodes.create(
    "uid-of-machine",
    `The ${whose} of ${shown}${more} ${is} left to each NixOS host, so fleet does not know whose a file is there: what comes from another machine, by NFS, rsync or on a disk, may be somebody else's, and no switch is refused for it.`,
    {
      path: ["defaults", "uid"],
      help: "Declare the uid of each person whose files move between machines, or leave `uid` out of the defaults, so that all who have none are allotted one.",
    },
  );
}
