import { quote } from "@fleet/diagnostics";
import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import type { AccessEdge, AccessNode } from "../access-edge.ts";
import { accountNode } from "../access-node.ts";
import type { AccountOnHost } from "../access-sources.ts";

/** Whoever reaches a code-server without a password acts as the one it runs for; everybody on the host reaches it. */
export function* byOpenServices(
  _: QueriedFleet,
  { host: { id }, account: { user, username, codeServer } }: AccountOnHost,
): Iterable<AccessEdge> {
  if (codeServer?.value.auth !== "none") return;
  const login = username.value;
  const unit: AccessNode = `unit:code-server-${login}@${id}`;
  const { host: address, port } = codeServer.value;
  const { origin, path = [] } = codeServer;
  yield {
    from: `host:${id}`,
    needs: "login",
    verb: "reach",
    to: unit,
    reason: `reaches the code-server of ${quote(login)} at ${address}:${port}, as everybody does on the host`,
    origin,
    path,
  };
  yield {
    from: unit,
    verb: "login",
    to: accountNode(user, id),
    reason: `acts as ${quote(login)} through its code-server, which asks for no password`,
    origin,
    path: [...path, "auth"],
  };
}
