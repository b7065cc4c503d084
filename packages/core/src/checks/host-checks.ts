import type { Diagnostic } from "@fleet/diagnostics";
import { quote } from "@fleet/diagnostics";
import type { Fleet } from "../parse/fleet.ts";
import { isGap } from "../parse/gaps.ts";
import type { DeclaredNames } from "../parse/placements.ts";
import type { Rule } from "./declared-checks.ts";

/** Nix-darwin manages Macs, NixOS and home-manager alone manage Linux. */
function* platformsFitSystems({ hosts, gaps }: Fleet): Iterable<Diagnostic> {
  for (const [id, { system, platform }] of hosts) {
    if (isGap(gaps, ["hosts", id, "system"])) continue;
    if (system.endsWith("-darwin") === (platform === "darwin")) continue;
    yield {
      code: "core/platform-mismatch",
      severity: "error",
      path: ["hosts", id, "platform"],
      message: `The platform ${quote(platform)} does not run on the system ${quote(system)}.`,
      help: "Leave `platform` out: it follows from `system`, but for `linux`.",
    };
  }
}

/** A primary user is one of a Mac, and has an account there. */
function* primaryUsersHaveAccounts(fleet: Fleet, names: DeclaredNames): Iterable<Diagnostic> {
  for (const [id, { primaryUser, platform, placements }] of fleet.hosts) {
    if (primaryUser === undefined || !names.users.has(primaryUser)) continue;
    const path = ["hosts", id, "primaryUser"];
    if (platform !== "darwin") {
      if (isGap(fleet.gaps, ["hosts", id, "system"])) continue;
      yield {
        code: "core/primary-user-off-darwin",
        severity: "error",
        path,
        message: `The host ${quote(id)} is no Mac, and only a Mac has a primary user.`,
        help: "Leave `primaryUser` out.",
      };
    } else if (!placements.has(primaryUser) && !mayBePlaced(fleet, id, primaryUser)) {
      yield {
        code: "core/primary-user-without-account",
        severity: "error",
        path,
        message: `The primary user ${quote(primaryUser)} has no account on the host ${quote(id)}.`,
        help: `Add ${quote(primaryUser)} to the host's \`users\`.`,
      };
    }
  }
}

/** Groups for one host are for one that takes them from fleet. */
function* groupsAreOnNixos({ hosts, gaps }: Fleet): Iterable<Diagnostic> {
  for (const { id, platform, placements } of hosts.values()) {
    if (platform === "nixos" || isGap(gaps, ["hosts", id, "system"])) continue;
    for (const { own, path } of placements.values()) {
      if (own.extraGroups === undefined || own.extraGroups.length === 0) continue;
      yield {
        code: "core/group-off-nixos",
        severity: "error",
        path: [...path, "extraGroups"],
        message: `The host ${quote(id)} is not NixOS, and only there groups are fleet's to give.`,
        help: "Leave them out here. On a Mac, `dseditgroup` puts people into groups.",
      };
    }
  }
}

function mayBePlaced({ gaps, strayUsers }: Fleet, host: string, user: string): boolean {
  if (strayUsers.has(user)) return true;
  return isGap(gaps, ["hosts", host, "users"]) || isGap(gaps, ["users", user, "hosts"]);
}

/** The rules about hosts, in the order in which they report. */
export const hostRules: readonly Rule[] = [
  platformsFitSystems,
  primaryUsersHaveAccounts,
  groupsAreOnNixos,
];
