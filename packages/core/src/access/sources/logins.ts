import { quote } from "@fleet/diagnostics";
import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import type { Account, ResolvedHost } from "../../resolve/resolved-fleet.ts";
import type { AccessEdge, AccessNode } from "../access-edge.ts";
import { accountNode } from "../access-node.ts";
import type { AccountOnHost } from "../access-sources.ts";

/**
 * Who can log in as whom: with a key that is declared, also one that the environment is to give, or with a
 * password of which nothing is known. What a machine has beyond fleet's doing is unknown, never "no".
 */
export function* byLogin(
  { declared }: QueriedFleet,
  { host, account }: AccountOnHost,
): Iterable<AccessEdge> {
  const { user, username, sshKeys } = account;
  const placement = declared.hosts.get(host.id)?.placements.get(user);
  const unknown = whyUnknown(host, account);
  const own = accountNode(user, host.id);
  const decided =
    sshKeys.length > 0
      ? ({ origin: "user", path: ["users", user, "sshKeys"] } as const)
      : ({ origin: "placement", path: placement?.path } as const);
  yield {
    from: `user:${user}`,
    verb: "login",
    to: own,
    reason: `logs in as ${quote(username.value)}${describeKeys(account)}`,
    ...decided,
    ...(unknown === undefined ? {} : { unknown }),
  };
  const to: AccessNode = `host:${host.id}`;
  const reason = `is on ${quote(host.id)}`;
  yield { from: own, verb: "login", to, reason, origin: "built-in", path: undefined };
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
