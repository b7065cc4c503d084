import type { Diagnostic } from "./diagnostic.ts";
import type { Fleet } from "./fleet.ts";
import type { Rule } from "./fleet-rules.ts";
import { isGap } from "./gaps.ts";
import type { DeclaredNames } from "./placements.ts";
import { quote } from "./suggestion.ts";

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

function mayBePlaced({ gaps }: Fleet, host: string, user: string): boolean {
  return isGap(gaps, ["hosts", host, "users"]) || isGap(gaps, ["users", user, "hosts"]);
}

/** The rules about hosts, in the order in which they report. */
export const hostRules: readonly Rule[] = [platformsFitSystems, primaryUsersHaveAccounts];
