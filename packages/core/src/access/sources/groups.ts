import { quote } from "@fleet/diagnostics";
import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import { rootEquivalentGroups } from "../../resolve/groups.ts";
import type { ResolvedHost } from "../../resolve/resolved-fleet.ts";
import type { AccessEdge } from "../access-edge.ts";
import { accountNode } from "../access-node.ts";

/** Members of groups that amount to root, whether a policy accepts them or not. Of `wheel` being admin tells. */
export function* byGroups(_: QueriedFleet, { id, accounts }: ResolvedHost): Iterable<AccessEdge> {
  for (const { user, groups } of accounts.values()) {
    for (const { value: group, origin, path } of groups) {
      const how = group === "wheel" ? undefined : rootEquivalentGroups.get(group);
      if (how === undefined) continue;
      yield {
        from: accountNode(user, id),
        verb: "root",
        to: `host:${id}`,
        reason: `is in the group ${quote(group)}: ${how}`,
        origin,
        path,
      };
    }
  }
}
