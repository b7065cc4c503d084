import type { Diagnostic } from "@fleet/diagnostics";
import { quote } from "@fleet/diagnostics";
import { coreCodes } from "../../codes.ts";
import { hasManagedAccounts } from "../../declaration/hosts/deploy-engines.ts";
import type { Fleet, Placement } from "../../parse/fleet.ts";
import { isGap } from "../../parse/gaps.ts";
import { isActiveAdmin } from "../../resolve/accounts/disabled.ts";
import type { DeclaredContext } from "../check.ts";

/** Nix-darwin manages Macs, NixOS and home-manager alone manage Linux. */
export function* platformsFitSystems({
  fleet: { hosts, gaps },
}: DeclaredContext): Iterable<Diagnostic> {
  for (const [id, { system, platform }] of hosts) {
    if (isGap(gaps, ["hosts", id, "system"])) continue;
    if (system.endsWith("-darwin") === (platform === "darwin")) continue;
    yield coreCodes.create(
      "platform-mismatch",
      `The platform ${quote(platform)} does not run on the system ${quote(system)}.`,
      {
        path: ["hosts", id, "platform"],
        help: "Leave `platform` out: it follows from `system`, but for `linux`.",
      },
    );
  }
}

/** A primary user is one of a Mac, and has an account there. */
export function* primaryUsersHaveAccounts({ fleet, names }: DeclaredContext): Iterable<Diagnostic> {
  for (const [id, { primaryUser, platform, placements }] of fleet.hosts) {
    if (primaryUser === undefined || !names.users.has(primaryUser)) continue;
    const path = ["hosts", id, "primaryUser"];
    if (platform !== "darwin") {
      if (isGap(fleet.gaps, ["hosts", id, "system"])) continue;
      yield coreCodes.create(
        "primary-user-off-darwin",
        `The host ${quote(id)} is no Mac, and only a Mac has a primary user.`,
        { path, help: "Leave `primaryUser` out." },
      );
    } else if (!placements.has(primaryUser) && !mayBePlaced(fleet, id, primaryUser)) {
      yield coreCodes.create(
        "primary-user-without-account",
        `The primary user ${quote(primaryUser)} has no account on the host ${quote(id)}.`,
        { path, help: `Add ${quote(primaryUser)} to the host's \`users\`.` },
      );
    }
  }
}

/** Groups for one host are for one that takes them from fleet. */
export function* groupsAreGivenOnNixos({
  fleet: { hosts, gaps },
}: DeclaredContext): Iterable<Diagnostic> {
  for (const { id, platform, placements } of hosts.values()) {
    if (platform === "nixos" || isGap(gaps, ["hosts", id, "system"])) continue;
    for (const { own, path } of placements.values()) {
      for (const key of ["extraGroups", "primaryGroup", "withoutGroups"] as const) {
        if ((own[key] ?? []).length === 0) continue;
        yield coreCodes.create(
          "group-off-nixos",
          `The host ${quote(id)} is not NixOS, and only there groups are fleet's to give.`,
          {
            path: [...path, key],
            help: "Leave them out here. On a Mac, `dseditgroup` puts people into groups.",
          },
        );
      }
    }
  }
}

/** Modules and features build a system, and with `linux` there is none of ours. */
export function* systemsHaveModules({ fleet, names }: DeclaredContext): Iterable<Diagnostic> {
  for (const { id, platform, modules, features, deploy } of fleet.hosts.values()) {
    if (platform !== "linux") continue;
    const hasAccounts = hasManagedAccounts({ platform, deploy });
    if (modules.length > 0) {
      yield coreCodes.create(
        "module-without-system",
        hasAccounts
          ? `system-manager makes nothing but accounts of ${quote(id)} from the declaration, so its system modules are built nowhere.`
          : `fleet manages no system on ${quote(id)}, so its system modules are built nowhere.`,
        {
          path: ["hosts", id, "modules"],
          help: hasAccounts
            ? `Leave \`modules\` out here, and give system-manager its own in the flake: fleet.hosts.${id}.modules`
            : "Leave `modules` out here; what is for homes stands in the `modules` of users.",
        },
      );
    }
    for (const [index, feature] of features.entries()) {
      if (!names.features.has(feature)) continue;
      yield coreCodes.create(
        "module-without-system",
        `fleet manages no system on ${quote(id)}, so the feature ${quote(feature)} brings it neither modules nor groups.`,
        {
          path: ["hosts", id, "features", index],
          help: `Leave it out here; a label for home modules is \`tags: [${quote(feature)}]\`.`,
        },
      );
    }
  }
}

/**
 * Somebody is admin of every system. On a Mac, that may also be its primary user, who has it from macOS.
 * Where homes alone are managed, nobody's rights are fleet's.
 */
export function* hostsHaveAdmins({ fleet, names }: DeclaredContext): Iterable<Diagnostic> {
  const { users, hosts, gaps } = fleet;
  const isVague = fleet.strayUsers.size > 0 || [...names.users].some((id) => isUnclear(fleet, id));
  for (const { id, platform, placements, primaryUser } of hosts.values()) {
    if (platform === "linux" || (platform === "darwin" && primaryUser !== undefined)) continue;
    if (isVague || isGap(gaps, ["hosts", id, "system"])) continue;
    if (isGap(gaps, ["hosts", id, "users"]) || isGap(gaps, ["hosts", id, "primaryUser"])) continue;
    const isAdmin = (placement: Placement) => isActiveAdmin(users.get(placement.user), placement);
    if ([...placements.values()].some(isAdmin)) continue;
    const [someone] = placements.keys();
    yield coreCodes.create(
      "host-without-admin",
      someone === undefined
        ? `Nobody has an account on the host ${quote(id)}, so that fleet lets nobody administer it.`
        : `Nobody is admin on the host ${quote(id)}, so that fleet lets nobody administer it.`,
      {
        path: ["hosts", id],
        help:
          someone === undefined
            ? "Place somebody there who has `isAdmin: true`."
            : `Make somebody admin, such as with \`isAdmin: true\` in users.${someone}, or in their placement on this host alone.`,
      },
    );
  }
}

function isUnclear({ gaps }: Fleet, user: string): boolean {
  return isGap(gaps, ["users", user, "isAdmin"]) || isGap(gaps, ["users", user, "hosts"]);
}

function mayBePlaced({ gaps, strayUsers }: Fleet, host: string, user: string): boolean {
  if (strayUsers.has(user)) return true;
  return isGap(gaps, ["hosts", host, "users"]) || isGap(gaps, ["users", user, "hosts"]);
}
