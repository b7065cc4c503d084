import { type Diagnostic, quote } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import type { Fleet } from "../parse/fleet.ts";
import { isGap } from "../parse/gaps.ts";

/** Users who have an account on no host: likely a placement was forgotten, or the person has left. */
export function reportUnplaced(fleet: Fleet): Diagnostic[] {
  const placed = new Set([...fleet.hosts.values()].flatMap((host) => [...host.placements.keys()]));
  const unplaced = [...fleet.users.keys()].filter(
    (id) => !placed.has(id) && !fleet.strayUsers.has(id) && !isUnknown(fleet, id),
  );
  const [host = "mini"] = fleet.hosts.keys();
  return unplaced.map((id) =>
    coreCodes.create("user-without-host", `${quote(id)} has an account on no host.`, {
      path: ["users", id],
      help: `Place them, such as with \`hosts: [${quote(host)}]\`, or take them out.`,
    }),
  );
}

function isUnknown({ gaps, hosts }: Fleet, user: string): boolean {
  if (isGap(gaps, ["users", user, "hosts"]) || isGap(gaps, ["hosts"])) return true;
  return [...hosts.keys()].some((id) => isGap(gaps, ["hosts", id, "users"]));
}
