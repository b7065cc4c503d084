import { quote } from "@fleet/diagnostics";
import type { PasswordDeclaration } from "../../declaration/password-declaration.ts";
import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import { placeOfKeys } from "../../resolve/disabled.ts";
import type { Account, ResolvedHost } from "../../resolve/resolved-fleet.ts";
import type { AccessEdge, AccessNode } from "../access-edge.ts";
import { accountNode } from "../access-node.ts";
import type { AccountOnHost } from "../access-sources.ts";

/**
 * Who can log in as whom: with a key that is declared, also one that the environment is to give, or with a
 * password, of which nothing may be known. Nobody does where the password is locked and no key is declared. What a
 * machine has beyond fleet's doing is unknown, never "no".
 */
export function* byLogin(
  { declared }: QueriedFleet,
  { host, account }: AccountOnHost,
): Iterable<AccessEdge> {
  // There the account is locked; elsewhere, that is not for fleet to say.
  if (account.isDisabled.value && host.platform === "nixos") return;
  const { user, username } = account;
  const own = accountNode(user, host.id);
  if (!isLockedOut(account)) {
    const unknown = whyUnknown(host, account);
    yield {
      from: `user:${user}`,
      verb: "login",
      to: own,
      reason: `logs in as ${quote(username.value)}${describeMeans(account)}${describeEnd(account)}`,
      ...whatDecides(declared, host, account),
      ...(unknown === undefined ? {} : { unknown }),
    };
  }
  const to: AccessNode = `host:${host.id}`;
  const reason = `is on ${quote(host.id)}`;
  yield { from: own, verb: "login", to, reason, origin: "built-in", path: undefined };
}

function whatDecides(
  declared: QueriedFleet["declared"],
  host: ResolvedHost,
  { user: id, sshKeys, isDisabled, password }: Account,
): Pick<AccessEdge, "origin" | "path"> {
  const user = declared.users.get(id);
  const placement = declared.hosts.get(host.id)?.placements.get(id);
  if (sshKeys.length === 0 && password !== undefined) {
    return { origin: password.origin, path: password.path };
  }
  const isPlaced = isDisabled.value || placement?.own.sshKeys !== undefined;
  if (user === undefined || placement === undefined || (sshKeys.length === 0 && !isPlaced)) {
    return { origin: "placement", path: placement?.path };
  }
  return placeOfKeys(user, placement);
}

function describeEnd({ expires }: Account): string {
  return expires === undefined ? "" : `, until ${expires.value}`;
}

/** Whether it is declared that an account has no password, and none that it has a key. */
export function isLockedOut({ password, sshKeys }: Account): boolean {
  return password?.value === "locked" && sshKeys.length === 0;
}

function describeMeans({ sshKeys: [first], password }: Account): string {
  if (first === undefined) return describePassword(password?.value);
  return typeof first === "string" ? " with an SSH key" : ` with an SSH key from ${first.env}`;
}

/** How messages call a password, behind what one does with it; empty where there is none to speak of. */
export function describePassword(password: PasswordDeclaration | undefined): string {
  if (typeof password !== "object") return "";
  return "secret" in password
    ? ` with the password whose hash is the secret ${quote(password.secret)}`
    : " with the password whose hash is declared";
}

function whyUnknown(
  host: ResolvedHost,
  { username, sshKeys, isDisabled, password }: Account,
): string | undefined {
  if (host.platform === "linux") return "fleet manages no accounts there";
  if (isDisabled.value) return "the account is disabled, and macOS keeps its password";
  if (sshKeys.length > 0 || password !== undefined) return undefined;
  const isLeftToMac =
    host.platform === "darwin" && host.knownUsers?.includes(username.value) !== true;
  return isLeftToMac
    ? "macOS keeps the account, and no key is declared"
    : "no key is declared, and nothing says whether there is a password";
}
