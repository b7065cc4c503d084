import { listGroups } from "@fleet/core";
import type { Explanation } from "../explanation.ts";
import type { ViewedFleet } from "../viewed-fleet.ts";

/** Who is in which group on which host and why, group by group. */
export function explainGroups(fleet: ViewedFleet): Explanation {
  const groups = listGroups(fleet);
  const rows = groups.map(({ group, host, members, isDeclared, purpose, rootEquivalent }) => [
    group,
    host,
    members.map(({ login }) => login).join(", ") || "nobody",
    [...new Set(members.map(({ because }) => because))].join(", "),
    isDeclared ? "fleet" : "a module",
    purpose ?? (rootEquivalent === null ? "" : `amounts to root: ${rootEquivalent}`),
  ]);
  return {
    table: { head: ["group", "host", "members", "because", "made by", "purpose"], rows },
    nothing: "Nobody is in any group.",
    json: groups,
  };
}
