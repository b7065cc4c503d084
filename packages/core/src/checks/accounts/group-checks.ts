import type { Diagnostic, Path } from "@fleet/diagnostics";
import { quote, suggestName } from "@fleet/diagnostics";
import { coreCodes } from "../../codes.ts";
import { groupNameProblem } from "../../declaration/names.ts";
import type { Fleet, Host } from "../../parse/fleet.ts";
import { isGap } from "../../parse/gaps.ts";
import { gidOwner } from "../../reserved/id-ranges.ts";
import { groupsWithGid } from "../../reserved/system-groups.ts";
import { isSelected, selectHosts } from "../../selection/host-selector.ts";
import { hostSelectorFits } from "../../selection/selector-checks.ts";
import type { DeclaredContext } from "../check.ts";
import { badValue } from "../values/bad-value.ts";

/** Groups have names and ids that a group can have, each id once. */
export function* groupsAreWellFormed({ fleet: { groups } }: DeclaredContext): Iterable<Diagnostic> {
  const owners = new Map<number, string>();
  const declared = new Set([...groups.values()].map(({ gid }) => gid));
  for (const [name, { gid, purpose }] of groups) {
    const path = ["groups", name];
    const problem = groupNameProblem(name);
    if (problem !== undefined) {
      yield badValue("name", path, {
        message: `${quote(name)} cannot be a group. ${problem}`,
        help: 'Use letters, digits, "_" and "-".',
      });
    }
    if (purpose !== undefined && /\p{Cc}/u.test(purpose)) {
      yield badValue("text", [...path, "purpose"], {
        message: `${quote(purpose)} holds a control character.`,
        help: "Take it out.",
      });
    }
    if (gid === undefined) continue;
    const owner = owners.get(gid);
    if (owner === undefined) owners.set(gid, name);
    if (groupsWithGid.has(name)) yield groupOfSystem(name, [...path, "gid"]);
    else yield* groupId(gid, { owner, declared }, [...path, "gid"]);
  }
}

function groupOfSystem(name: string, path: Path): Diagnostic {
  return coreCodes.create(
    "gid-of-system-group",
    `The group ${quote(name)} is NixOS's own, and NixOS says which id it has.`,
    { path, help: "Leave `gid` out." },
  );
}

// NixOS gives gids below 1000 to the system (users-groups.nix); login.defs ends at 60000.
const [firstGid, lastGid] = [1000, 60000];

function* groupId(
  gid: number,
  { owner, declared }: { owner: string | undefined; declared: ReadonlySet<number | undefined> },
  path: Path,
): Iterable<Diagnostic> {
  const whose = gidOwner(gid);
  if (whose !== undefined || gid < firstGid || gid > lastGid) {
    let free = firstGid;
    while (declared.has(free) || gidOwner(free) !== undefined) free++;
    yield coreCodes.create(
      "gid-out-of-range",
      whose === undefined
        ? `The gid ${gid} is not between ${firstGid} and ${lastGid}.`
        : `The gid ${gid} belongs to ${whose}.`,
      {
        path,
        help: `Write one that no group has, such as gid: ${free}; of the system's own groups, leave it out.`,
      },
    );
  }
  if (owner === undefined) return;
  yield coreCodes.create(
    "gid-taken",
    `The gid ${gid} is already that of the group ${quote(owner)}.`,
    { path, help: "Give one of the two another gid." },
  );
}

/** A group is on NixOS hosts that are declared. */
export function* groupHostsAreNixos({ fleet, names }: DeclaredContext): Iterable<Diagnostic> {
  for (const [name, { hosts }] of fleet.groups) {
    for (const [index, text] of (hosts ?? []).entries()) {
      const path = ["groups", name, "hosts", index];
      yield* hostSelectorFits({ fleet, names }, text, path);
      if (isOffNixos(fleet, text)) yield offNixos(text, path);
    }
  }
}

/** Whether hosts are selected, and none of them is NixOS. */
function isOffNixos({ hosts, gaps }: Fleet, text: string): boolean {
  const selected = selectHosts(hosts, text);
  return (
    selected.length > 0 &&
    selected.every(({ id, platform }) => {
      return platform !== "nixos" && !isGap(gaps, ["hosts", id, "system"]);
    })
  );
}

function offNixos(text: string, path: Path): Diagnostic {
  const message = text.includes(":")
    ? `${quote(text)} selects no NixOS host, and only there groups are fleet's to make.`
    : `The host ${quote(text)} is not NixOS, and only there groups are fleet's to make.`;
  return coreCodes.create("group-off-nixos", message, { path, help: "Take it out of the list." });
}

/** The members of a group are users with an account where it is, and those of wheel are admins. */
export function* groupMembersHaveAccounts({ fleet, names }: DeclaredContext): Iterable<Diagnostic> {
  const placements = listNixosPlacements(fleet);
  for (const { name, members, hosts } of fleet.groups.values()) {
    for (const [index, user] of [...members].entries()) {
      const path = ["groups", name, "members", index];
      if (!names.users.has(user)) {
        const help = suggestName(user, [...names.users], "user");
        const message = `The user ${quote(user)} is not declared.`;
        yield coreCodes.create("unknown-user", message, { path, help });
        continue;
      }
      const isVague = [["hosts"], ["users", user]].some((place) => isGap(fleet.gaps, place));
      if (isVague || !fleet.users.has(user) || fleet.strayUsers.has(user)) continue;
      const here = placements.get(user)?.filter(({ host }) => isSelected(hosts, host)) ?? [];
      if (here.length === 0) yield withoutAccount(name, user, path);
      if (name === "wheel" && here.some(({ isAdmin }) => !isAdmin)) yield noAdmin(user, path);
    }
  }
}

interface NixosPlacement {
  readonly host: Host;
  readonly isAdmin: boolean;
}

/** Where users have accounts on NixOS, by user id. Nothing where no group has members. */
function listNixosPlacements({ groups, hosts, users }: Fleet): Map<string, NixosPlacement[]> {
  const byUser = new Map<string, NixosPlacement[]>();
  if (![...groups.values()].some(({ members }) => members.size > 0)) return byUser;
  for (const host of hosts.values()) {
    if (host.platform !== "nixos") continue;
    for (const { user, own } of host.placements.values()) {
      const isAdmin = own.isAdmin ?? users.get(user)?.own.isAdmin ?? false;
      const known = byUser.get(user) ?? [];
      known.push({ host, isAdmin });
      byUser.set(user, known);
    }
  }
  return byUser;
}

function withoutAccount(group: string, user: string, path: Path): Diagnostic {
  return coreCodes.create(
    "member-without-account",
    `${quote(user)} has no account on any NixOS host that has the group ${quote(group)}.`,
    { path, help: "Take the user out of the group, or place the user on such a host." },
  );
}

function noAdmin(user: string, path: Path): Diagnostic {
  return coreCodes.create(
    "wheel-without-admin",
    `This would put ${quote(user)} into the group "wheel", which is for admins alone.`,
    { path, help: "Set `isAdmin: true` where root is meant, and take the user out of the group." },
  );
}
