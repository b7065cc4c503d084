import { type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import type { DeclaredContext } from "../checks/check.ts";
import { badValue } from "../checks/values/bad-value.ts";
import { coreCodes } from "../codes.ts";
import type { Fleet } from "../parse/fleet.ts";
import { isGap } from "../parse/gaps.ts";
import { type IdRange, isWithin } from "../reserved/id-ranges.ts";
import type { AccountClaim } from "./uid-claims.ts";
import type { UidSpace } from "./uid-ledger.ts";
import { type GroupRange, listGroupRanges, type NixosSupply } from "./uid-ranges.ts";

/** A range of uids, and whose it is. */
interface DeclaredRange {
  readonly range: IdRange;
  /** Where it is declared. */
  readonly path: Path;
  /** Behind "is left on". */
  readonly where: string;
}

/** For whom no uid was left in a range. */
export function* reportFullRange(
  { gaps }: Fleet,
  unserved: readonly string[],
  { range: [first, last], path, where }: DeclaredRange,
): Iterable<Diagnostic> {
  // That a range is empty has been reported.
  if (unserved.length === 0 || first > last || isGap(gaps, path)) return;
  yield coreCodes.create(
    "uid-range-full",
    `No uid from ${first} to ${last} is left on ${where} for ${unserved.map(quote).join(" and ")}.`,
    {
      path,
      help: `Widen \`${path.join(".")}\`, or free uids of people who are gone; \`fleet uids\` lists them.`,
    },
  );
}

/** For whom no uid was left on NixOS, range by range. */
export function* reportFullRanges(
  fleet: Fleet,
  { groupOf }: NixosSupply,
  unserved: readonly string[],
): Iterable<Diagnostic> {
  const byGroup = new Map<GroupRange | undefined, string[]>();
  for (const user of unserved) {
    const group = groupOf(user);
    byGroup.set(group, [...(byGroup.get(group) ?? []), user]);
  }
  const common = {
    range: fleet.defaults.uidRange.nixos,
    path: ["defaults", "uidRange", "nixos"],
    where: "NixOS",
  };
  for (const [group, users] of byGroup) {
    const own = group === undefined ? common : { ...describeGroup(group), range: group.range };
    yield* reportFullRange(fleet, users, own);
  }
}

function describeGroup({ group }: GroupRange): Pick<DeclaredRange, "path" | "where"> {
  return { path: ["groups", group, "uidRange"], where: `NixOS in the group ${quote(group)}` };
}

/**
 * Those in a group declare uids of its range. What is on record for them already stays: nobody gets another
 * number for having changed groups.
 */
export function* reportOutsideOfGroups(
  { groupOf }: NixosSupply,
  claims: readonly AccountClaim[],
  { accounts, tombstones }: UidSpace,
): Iterable<Diagnostic> {
  for (const { user, declared, path } of claims) {
    const own = groupOf(user);
    if (declared === undefined || path === undefined || own === undefined) continue;
    const { group, range } = own;
    const isOnRecord = accounts.get(declared) === user || tombstones.get(declared) === user;
    if (range[0] > range[1] || isOnRecord || isWithin(declared, range)) continue;
    yield coreCodes.create(
      "uid-out-of-range",
      `The uid ${declared} of ${quote(user)} is not between ${range[0]} and ${range[1]}, which those in ${quote(group)} have.`,
      {
        path,
        help: `Choose a uid from ${range[0]} to ${range[1]}, or leave it out to be allotted one. Where a machine has ${declared} already, pin it in the placement there. To widen the range: groups.${group}.uidRange.`,
      },
    );
  }
}

/** The ranges of groups are such as NixOS has, no uid is in two of them, and nobody has two. */
export function* groupRangesAreDistinct({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  const ranges = listGroupRanges(fleet);
  const owners = new Map<string, string>();
  for (const [index, { group, range, members }] of ranges.entries()) {
    const [first, last] = range;
    const path = ["groups", group, "uidRange"];
    if (first > last || first < 1000 || last >= 2 ** 31) {
      yield badValue("uid-range", path, {
        message: `No range of uids for people on NixOS goes from ${first} to ${last}.`,
        help: "Write the lowest uid first, 1000 or above, and the highest below 2147483648.",
      });
    }
    const other = ranges
      .slice(0, index)
      .find(({ range: [begin, end] }) => begin <= last && first <= end);
    if (other !== undefined) {
      yield badValue("uid-range", path, {
        message: `The uids from ${first} to ${last} of ${quote(group)} overlap with those from ${other.range[0]} to ${other.range[1]} of ${quote(other.group)}.`,
        help: "Write ranges that have no uid in common.",
      });
    }
    for (const user of members) {
      const earlier = owners.get(user);
      if (earlier === undefined) owners.set(user, group);
      else yield twoRanges(fleet, { user, group, earlier });
    }
  }
}

function twoRanges(
  { groups, users }: Fleet,
  about: { readonly user: string; readonly group: string; readonly earlier: string },
): Diagnostic {
  const { user, group, earlier } = about;
  const both = `${quote(earlier)} and ${quote(group)}, and each has a range of uids.`;
  const position = [...(groups.get(group)?.members ?? [])].indexOf(user);
  if (position === -1) {
    const index = users.get(user)?.own.extraGroups?.indexOf(group) ?? -1;
    return badValue("uid-range", ["users", user, "extraGroups", Math.max(index, 0)], {
      message: `${quote(user)} is in ${both}`,
      help: `Write ${quote(user)} into the \`members\` of the one whose range is meant.`,
    });
  }
  return badValue("uid-range", ["groups", group, "members", position], {
    message: `${quote(user)} is a member of ${both}`,
    help: `Take ${quote(user)} out of the \`members\` of one, and write the other into \`extraGroups\` of ${quote(user)}.`,
  });
}
