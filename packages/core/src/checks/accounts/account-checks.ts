import { createOnce, type Diagnostic, formatPath, type Path, quote } from "@fleet/diagnostics";
import { coreCodes } from "../../codes.ts";
import type { PlacementDeclaration } from "../../declaration/declaration.ts";
import type { Fleet } from "../../parse/fleet.ts";
import { isGap } from "../../parse/gaps.ts";
import { rootEquivalentGroups } from "../../resolve/accounts/groups.ts";
import { listMemberships } from "../../resolve/accounts/primary-group.ts";
import { findClashes, placeOf } from "../../resolve/clashes.ts";
import type { Account } from "../../resolve/resolved-fleet.ts";
import type { ResolvedContext } from "../check.ts";

/** `wheel` comes from being admin and from nothing else. */
export function* wheelIsForAdmins({ fleet }: ResolvedContext): Iterable<Diagnostic> {
  for (const [id, { groups }] of fleet.features) {
    const index = groups.indexOf("wheel");
    if (index !== -1) {
      yield wheelElsewhere(["features", id, "groups", index], "everybody on its hosts");
    }
  }
  const isNew = createOnce();
  for (const [path, who] of wheelOfUsers(fleet)) if (isNew(path)) yield wheelElsewhere(path, who);
}

/** Where a user or a placement names `wheel` for an account that is not admin, and whose it is. */
function* wheelOfUsers(fleet: Fleet): Iterable<[Path, string]> {
  for (const [id, { own }] of fleet.users) {
    const path = ["users", id];
    const wheels = placesOfWheel(own, path);
    if (wheels.length === 0 || own.isAdmin === true) continue;
    if (isGap(fleet.gaps, [...path, "isAdmin"])) continue;
    for (const wheel of wheels) yield [wheel, quote(id)];
  }
  const everywhere = new Map(
    [...fleet.users].map(([id, { own }]) => [id, placesOfWheel(own, ["users", id])]),
  );
  for (const host of fleet.hosts.values()) {
    for (const { user, path, own } of host.placements.values()) {
      const wheels = [...placesOfWheel(own, path), ...(everywhere.get(user) ?? [])];
      if (wheels.length === 0 || (own.isAdmin ?? fleet.users.get(user)?.own.isAdmin)) continue;
      if (isGap(fleet.gaps, [...path, "isAdmin"])) continue;
      if (own.isAdmin === undefined && isGap(fleet.gaps, ["users", user, "isAdmin"])) continue;
      for (const wheel of wheels) yield [wheel, `${quote(user)} on ${quote(host.id)}`];
    }
  }
}

/** Where a user or a placement names `wheel`. */
function placesOfWheel(
  { extraGroups, primaryGroup }: Pick<PlacementDeclaration, "extraGroups" | "primaryGroup">,
  path: Path,
): readonly Path[] {
  const index = extraGroups?.indexOf("wheel") ?? -1;
  return [
    ...(index === -1 ? [] : [[...path, "extraGroups", index]]),
    ...(primaryGroup === "wheel" ? [[...path, "primaryGroup"]] : []),
  ];
}

function wheelElsewhere(path: Path, who: string): Diagnostic {
  return coreCodes.create(
    "wheel-without-admin",
    `This would put ${who} into the group "wheel", which is for admins alone.`,
    { path, help: 'Set `isAdmin: true` where root is meant, and take "wheel" out of the groups.' },
  );
}

/** No two users of a host log in by the same name. */
export function* loginsAreUnique({
  fleet,
  hosts,
  distinct,
}: ResolvedContext): Iterable<Diagnostic> {
  const isNew = createOnce();
  for (const { host, account, other } of findClashes({ hosts, distinct }, "username")) {
    const path = placeOf(fleet, host, account, "username");
    if (!isNew(path, other.user)) continue;
    yield coreCodes.create(
      "login-taken",
      `On ${quote(host.id)}, the users ${quote(other.user)} and ${quote(account.user)} would both log in as ${quote(account.username.value)}.`,
      { path, help: "Give one of the two another `username` on this host." },
    );
  }
}

/** No two users of a host live in the same directory. */
export function* homeDirectoriesAreUnique({
  fleet,
  hosts,
  distinct,
}: ResolvedContext): Iterable<Diagnostic> {
  const isNew = createOnce();
  for (const { host, account, other } of findClashes({ hosts, distinct }, "homeDirectory")) {
    if (account.username.value === other.username.value) continue;
    const path = placeOf(fleet, host, account, "homeDirectory");
    if (!isNew(path, other.user)) continue;
    yield coreCodes.create(
      "home-directory-taken",
      `On ${quote(host.id)}, the home directory ${quote(account.homeDirectory.value)} belongs to both ${quote(other.user)} and ${quote(account.user)}.`,
      { path, help: "Give one of the two another `homeDirectory`." },
    );
  }
}

/** Who is not admin is in no group that amounts to root, unless the policy accepts it by name. */
export function* rootEquivalenceIsAccepted({
  fleet,
  hosts,
  distinct,
}: ResolvedContext): Iterable<Diagnostic> {
  if (isGap(fleet.gaps, ["policy"])) return;
  const isSuspect = (account: Account) =>
    !account.isAdmin.value &&
    listMemberships(account).some(({ value }) => rootEquivalentGroups.has(value));
  const suspects = new Set(
    distinct.flatMap(({ account }) => (isSuspect(account) ? [account.kind] : [])),
  );
  if (suspects.size === 0) return;
  const isNew = createOnce();
  for (const host of hosts.values()) {
    // Only on NixOS groups are given, and nobody knows yet whether this is.
    if (isGap(fleet.gaps, ["hosts", host.id, "system"])) continue;
    for (const account of host.accounts.values()) {
      const { user, isAdmin } = account;
      if (!suspects.has(account.kind)) continue;
      const accepted = fleet.policy.acceptedGroups.get(user) ?? [];
      for (const { value: group, path = [] } of listMemberships(account)) {
        // Of wheel, and of a group of one's own with such a name, is told elsewhere.
        const how = group === "wheel" ? undefined : rootEquivalentGroups.get(group);
        const isOwn = account.hasOwnGroup && group === account.primaryGroup?.value;
        if (how === undefined || isOwn || accepted.includes(group)) continue;
        if (isAdmin.origin === "built-in" && isGap(fleet.gaps, ["users", user, "isAdmin"]))
          continue;
        if (!isNew(path, user, group)) continue;
        yield coreCodes.create(
          "root-equivalent-group",
          `${quote(user)} is not admin on ${quote(host.id)}, but the group ${quote(group)} amounts to it: ${how}.`,
          {
            severity: fleet.policy.rootEquivalentGroups,
            path,
            help: `Leave the group out, make the account admin, or accept it: ${formatPath(["policy", "acceptedGroups", user])}: [${quote(group)}].`,
          },
        );
      }
    }
  }
}
