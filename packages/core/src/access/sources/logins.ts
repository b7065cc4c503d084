import { quote } from "@fleet/diagnostics";
import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import { placeOfKeys } from "../../resolve/disabled.ts";
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
  const { user, username } = account;
  // There the account is locked; elsewhere, that is not for fleet to say.
  if (account.isDisabled.value && host.platform === "nixos") return;
  const unknown = whyUnknown(host, account);
  const own = accountNode(user, host.id);
  const decided = whatDecides(declared, host, account);
  yield {
    from: `user:${user}`,
    verb: "login",
    to: own,
    reason: `logs in as ${quote(username.value)}${describeKeys(account)}${describeEnd(account)}`,
    ...decided,
    ...(unknown === undefined ? {} : { unknown }),
  };
  const to: AccessNode = `host:${host.id}`;
  const reason = `is on ${quote(host.id)}`;
  yield { from: own, verb: "login", to, reason, origin: "built-in", path: undefined };
}

function whatDecides(
  declared: QueriedFleet["declared"],
  host: ResolvedHost,
  { user: id, sshKeys, isDisabled }: Account,
): Pick<AccessEdge, "origin" | "path"> {
  const user = declared.users.get(id);
  const placement = declared.hosts.get(host.id)?.placements.get(id);
  const isPlaced = isDisabled.value || placement?.own.sshKeys !== undefined;
  if (user === undefined || placement === undefined || (sshKeys.length === 0 && !isPlaced)) {
    return { origin: "placement", path: placement?.path };
  }
  return placeOfKeys(user, placement);
}

function describeKeys({ sshKeys: [first] }: Account): string {
  if (first === undefined) return "";
  return typeof first === "string" ? " with an SSH key" : ` with an SSH key from ${first.env}`;
}

function describeEnd({ expires }: Account): string {
  return expires === undefined ? "" : `, until ${expires.value}`;
}

function whyUnknown(
  host: ResolvedHost,
  { username, sshKeys, isDisabled }: Account,
): string | undefined {
  if (host.platform === "linux") return "fleet manages no accounts there";
  if (isDisabled.value) return "the account is disabled, and macOS keeps its password";
  if (sshKeys.length > 0) return undefined;
  const isLeftToMac =
    host.platform === "darwin" && host.knownUsers?.includes(username.value) !== true;
  return isLeftToMac
    ? "macOS keeps the account, and no key is declared"
    : "no key is declared, and nothing says whether there is a password";
}
