import { type Diagnostic, type Path, quote, suggestName } from "@fleet/diagnostics";
import { coreCodes } from "../../codes.ts";
import type { Fleet, Host, Placement } from "../../parse/fleet.ts";
import { isGap } from "../../parse/gaps.ts";
import { decideDisabled, isDeclaredAdmin } from "../../resolve/accounts/disabled.ts";
import { createGroupLister, type GroupLister } from "../../resolve/accounts/groups.ts";
import { loginOf } from "../../resolve/decisions.ts";
import type { ResolvedContext } from "../check.ts";

/** A placement takes groups away that its account would have, and not what comes with being admin. */
export function* takenGroupsAreGiven({ fleet }: ResolvedContext): Iterable<Diagnostic> {
  const listGroups = createGroupLister(fleet);
  for (const host of fleet.hosts.values()) {
    if (host.platform !== "nixos" || isGap(fleet.gaps, ["hosts", host.id, "system"])) continue;
    for (const placement of host.placements.values()) {
      const { withoutGroups = [] } = placement.own;
      if (withoutGroups.length === 0) continue;
      const given = listGiven(fleet, { host, placement, listGroups });
      for (const [index, group] of withoutGroups.entries()) {
        // That one stands there twice is told of lists.
        if (withoutGroups.indexOf(group) < index) continue;
        const path = [...placement.path, "withoutGroups", index];
        yield* judgeTaken(fleet, { host, placement, given, group, path });
      }
    }
  }
}

interface Taken {
  readonly host: Host;
  readonly placement: Placement;
  /** The groups that others give to the account; undefined where that cannot be told. */
  readonly given: ReadonlySet<string> | undefined;
  readonly group: string;
  readonly path: Path;
}

function* judgeTaken(fleet: Fleet, { host, placement, given, group, path }: Taken) {
  const { user, own } = placement;
  if (own.extraGroups?.includes(group) === true) {
    const message = `This gives ${quote(user)} the group ${quote(group)} on ${quote(host.id)}, and takes it away.`;
    const help = `Take ${quote(group)} out of \`extraGroups\` here, or out of \`withoutGroups\`.`;
    yield coreCodes.create("group-given-and-taken", message, { path, help });
    return;
  }
  const isAdmin = isDeclaredAdmin(fleet.users.get(user), placement);
  if (group === "wheel" && isAdmin) {
    const message = `${quote(user)} is admin on ${quote(host.id)}, and so is in the group "wheel".`;
    const help =
      'Write `isAdmin: false` here instead, and take "wheel" out: root, sudo and Nix\'s trust go together.';
    yield coreCodes.create("wheel-taken", message, { path, help });
    return;
  }
  const isVague = group === "wheel" && isGap(fleet.gaps, ["users", user, "isAdmin"]);
  if (given === undefined || given.has(group) || isVague) return;
  const message = `${quote(user)} would not be in the group ${quote(group)} on ${quote(host.id)} anyway.`;
  const help =
    given.size === 0
      ? "Take it out: nothing gives the account a group here."
      : `Take it out. ${suggestName(group, [...given], "group")}`;
  yield coreCodes.create("group-not-given", message, { path, help });
}

function listGiven(
  fleet: Fleet,
  {
    host,
    placement: { user },
    listGroups,
  }: Pick<Taken, "host" | "placement"> & { readonly listGroups: GroupLister },
): ReadonlySet<string> | undefined {
  const places = [["users", user, "extraGroups"], ["hosts", host.id, "features"], ["features"]];
  if ([...places, ["groups"]].some((place) => isGap(fleet.gaps, place))) return undefined;
  if (host.features.some((feature) => !fleet.features.has(feature))) return undefined;
  const ofFeatures = host.features.flatMap((feature) => fleet.features.get(feature)?.groups ?? []);
  const ofGroups = listGroups(host).filter(({ members }) => members.has(user));
  const ofUser = fleet.users.get(user)?.own.extraGroups ?? [];
  return new Set([...ofFeatures, ...ofGroups.map(({ name }) => name), ...ofUser]);
}

/** Whose account is disabled on a Mac, or where homes alone are managed, macOS or that system still lets in. */
export function* disabledAccountsAreFleets({ fleet }: ResolvedContext): Iterable<Diagnostic> {
  for (const host of fleet.hosts.values()) {
    if (host.platform === "nixos" || isGap(fleet.gaps, ["hosts", host.id, "system"])) continue;
    for (const placement of host.placements.values()) {
      const user = fleet.users.get(placement.user);
      const disabled = user === undefined ? undefined : decideDisabled(user, placement);
      const path = disabled?.path;
      if (disabled?.value !== true || path === undefined) continue;
      yield host.primaryUser === placement.user
        ? disabledPrimaryUser(host, path)
        : disabledElsewhere(host, { user: placement.user, login: loginOf(placement, user) }, path);
    }
  }
}

function disabledPrimaryUser({ id, primaryUser = "" }: Host, path: Path): Diagnostic {
  const message = `${quote(primaryUser)} is the primary user of the Mac ${quote(id)}, as whom nix-darwin applies settings.`;
  const help =
    "Name another `primaryUser` of the Mac, or leave `isDisabled` out; where the user is disabled, write `isDisabled: false` in the placement there.";
  return coreCodes.create("disabled-primary-user", message, { path, help });
}

function disabledElsewhere(
  host: Host,
  { user, login }: { readonly user: string; readonly login: string },
  path: Path,
): Diagnostic {
  const [message, help] =
    host.platform === "darwin"
      ? [
          `fleet takes keys, shell and home from ${quote(user)} on the Mac ${quote(host.id)}, and macOS still lets in whoever knows the password.`,
          `Lock it there, with \`sudo pwpolicy -u ${/^[\w.-]+$/.test(login) ? login : "LOGIN"} disableuser\`; then accept this finding.`,
        ]
      : [
          `fleet manages no accounts on ${quote(host.id)}: it builds no home for ${quote(user)} there, and that is all.`,
          "Lock the account there, with `usermod --expiredate 1`; then accept this finding, or take the user out of the host.",
        ];
  return coreCodes.create("disabled-off-nixos", message, { path, help });
}
