import { quote } from "@fleet/diagnostics";
import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import type { Account, ResolvedHost } from "../../resolve/resolved-fleet.ts";
import type { AccessEdge, AccessNode } from "../access-edge.ts";
import { accountNode } from "../access-node.ts";

/**
 * Who can log in as whom: with a key that is declared, also one that the environment is to give, or with a
 * password of which nothing is known. What a machine has beyond fleet's doing is unknown, never "no".
 */
export function* byLogin({ declared }: QueriedFleet, host: ResolvedHost): Iterable<AccessEdge> {
  const placements = declared.hosts.get(host.id)?.placements;
  for (const account of host.accounts.values()) {
    const unknown = whyUnknown(host, account);
    const hasKey = account.sshKeys.length > 0;
    const own = accountNode(account.user, host.id);
    yield {
      from: `user:${account.user}`,
      verb: "login",
      to: own,
      reason: `logs in as ${quote(account.username.value)}${describeKeys(account)}`,
      origin: hasKey ? "user" : "placement",
      path: hasKey ? ["users", account.user, "sshKeys"] : placements?.get(account.user)?.path,
      ...(unknown === undefined ? {} : { unknown }),
    };
    const to: AccessNode = `host:${host.id}`;
    const reason = `is on ${quote(host.id)}`;
    yield { from: own, verb: "login", to, reason, origin: "built-in", path: undefined };
  }
}

function describeKeys({ sshKeys: [first] }: Account): string {
  if (first === undefined) return "";
  return typeof first === "string" ? " with an SSH key" : ` with an SSH key from ${first.env}`;
}

function whyUnknown(host: ResolvedHost, { username, sshKeys }: Account): string | undefined {
  if (host.platform === "linux") return "fleet manages no accounts there";
  if (sshKeys.length > 0) return undefined;
  const isLeftToMac =
    host.platform === "darwin" && host.knownUsers?.includes(username.value) !== true;
  return isLeftToMac
    ? "macOS keeps the account, and no key is declared"
    : "no key is declared, and nothing says whether there is a password";
}
