import { quote } from "@fleet/diagnostics";
import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import type { Account, ResolvedHost } from "../../resolve/resolved-fleet.ts";
import type { AccessEdge, AccessNode } from "../access-edge.ts";
import { accountNode } from "../access-node.ts";
import type { AccountOnHost } from "../access-sources.ts";
import { describeLoginKeys, type LoginKeys } from "./key-words.ts";

/**
 * Who can log in as whom: with a key that is declared, also one that the environment is to give, or with a
 * password of which nothing is known. A key that starts one command lets somebody do what that does, and a key
 * that signs certificates lets in whoever has one. What a machine has beyond fleet's doing is unknown, never "no".
 */
export function* byLogin(
  { declared }: QueriedFleet,
  { host, account }: AccountOnHost,
): Iterable<AccessEdge> {
  const { user, username, sshKeys } = account;
  const placement = declared.hosts.get(host.id)?.placements.get(user);
  const keys = describeLoginKeys(sshKeys);
  const unknown = whyUnknown(host, account, keys);
  const own = accountNode(user, host.id);
  const decided =
    sshKeys.length > 0
      ? ({ origin: "user", path: ["users", user, "sshKeys"] } as const)
      : ({ origin: "placement", path: placement?.path } as const);
  yield {
    from: `user:${user}`,
    verb: "login",
    to: own,
    reason: `logs in as ${quote(username.value)}${keys.own}`,
    ...decided,
    ...(unknown === undefined ? {} : { unknown }),
  };
  for (const certificate of keys.certificates) {
    yield {
      from: `somebody:certificate-${user}@${host.id}`,
      verb: "login",
      to: own,
      reason: `logs in as ${quote(username.value)}${certificate}`,
      ...decided,
      unknown: "whom that key signs certificates for is not declared",
    };
  }
  const to: AccessNode = `host:${host.id}`;
  const reason = `is on ${quote(host.id)}`;
  yield { from: own, verb: "login", to, reason, origin: "built-in", path: undefined };
}

function whyUnknown(
  host: ResolvedHost,
  { username, sshKeys }: Account,
  keys: LoginKeys,
): string | undefined {
  if (host.platform === "linux") return "fleet manages no accounts there";
  if (sshKeys.length > 0) return keys.unknown;
  const isLeftToMac =
    host.platform === "darwin" && host.knownUsers?.includes(username.value) !== true;
  return isLeftToMac
    ? "macOS keeps the account, and no key is declared"
    : "no key is declared, and nothing says whether there is a password";
}
