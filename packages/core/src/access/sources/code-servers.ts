import { quote } from "@fleet/diagnostics";
import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import type { ResolvedHost } from "../../resolve/resolved-fleet.ts";
import type { AccessEdge, AccessNode } from "../access-edge.ts";
import { accountNode } from "../access-node.ts";

/** Whoever reaches a code-server without a password acts as the one it runs for; everybody on the host reaches it. */
export function* byOpenServices(
  _: QueriedFleet,
  { id, accounts }: ResolvedHost,
): Iterable<AccessEdge> {
  for (const { user, username, codeServer } of accounts.values()) {
    if (codeServer?.value.auth !== "none") continue;
    const login = username.value;
    const service: AccessNode = `service:code-server-${login}@${id}`;
    const { host: address, port } = codeServer.value;
    const { origin, path = [] } = codeServer;
    yield {
      from: `host:${id}`,
      needs: "login",
      verb: "reach",
      to: service,
      reason: `reaches the code-server of ${quote(login)} at ${address}:${port}, as everybody does on the host`,
      origin,
      path,
    };
    yield {
      from: service,
      verb: "login",
      to: accountNode(user, id),
      reason: `acts as ${quote(login)} through its code-server, which asks for no password`,
      origin,
      path: [...path, "auth"],
    };
  }
}
