import { quote } from "@fleet/diagnostics";
import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import { rootEquivalentGroups } from "../../resolve/accounts/groups.ts";
import { listMemberships } from "../../resolve/accounts/primary-group.ts";
import type { AccessEdge } from "../access-edge.ts";
import { accountNode } from "../access-node.ts";
import type { AccountOnHost } from "../access-sources.ts";

/** Members of groups that amount to root, whether a policy accepts them or not. Of `wheel` being admin tells. */
export function* byGroups(
  _: QueriedFleet,
  { host: { id }, account }: AccountOnHost,
): Iterable<AccessEdge> {
  for (const { value: group, origin, path } of listMemberships(account)) {
    const how = group === "wheel" ? undefined : rootEquivalentGroups.get(group);
    if (how === undefined) continue;
    yield {
      from: accountNode(account.user, id),
      verb: "root",
      to: `host:${id}`,
      reason: `is in the group ${quote(group)}: ${how}`,
      origin,
      path,
    };
  }
}
