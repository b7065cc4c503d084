import { quote } from "@fleet/diagnostics";
import { hasManagedAccounts } from "../../declaration/hosts/deploy-engines.ts";
import type { PasswordDeclaration } from "../../declaration/people/password-declaration.ts";
import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import { placeOfKeys } from "../../resolve/accounts/disabled.ts";
import type { Account, ResolvedHost } from "../../resolve/resolved-fleet.ts";
import type { AccessEdge, AccessNode } from "../access-edge.ts";
import { accountNode } from "../access-node.ts";
import type { AccountOnHost } from "../access-sources.ts";
import { describeLoginKeys } from "./key-words.ts";

/**
 * Who can log in as whom: with a key that is declared, also one that the environment is to give, or with a
 * password, of which nothing may be known, also where it is locked: NixOS keeps what a machine had before. A key that starts one command lets somebody do what that does, and a key
 * that signs certificates lets in whoever has one. What a machine has beyond fleet's doing is unknown, never "no".
 */
export function* byLogin(
  { declared }: QueriedFleet,
  { host, account }: AccountOnHost,
): Iterable<AccessEdge> {
  // There the account is locked; elsewhere, that is not for fleet to say.
  if (account.isDisabled.value && host.platform === "nixos") return;
  const { user, username, sshKeys, password, isDisabled } = account;
  const own = accountNode(user, host.id);
  const keys = describeLoginKeys(sshKeys);
  const placement = declared.hosts.get(host.id)?.placements.get(user);
  // Whoever has a key of one command alone may have a password as well.
  const isByPassword = typeof password?.value === "object" && keys.unknown !== undefined;
  const unknown = whyUnknown(host, account, isByPassword ? undefined : keys.unknown);
  const person = declared.users.get(user);
  const isPlaced = isDisabled.value || placement?.own.sshKeys !== undefined;
  const isByKey = sshKeys.length > 0 || (isPlaced && password === undefined);
  const decided =
    isByKey && !isByPassword && person !== undefined && placement !== undefined
      ? placeOfKeys(person, placement)
      : (password ?? ({ origin: "placement", path: placement?.path } as const));
  const means = sshKeys.length > 0 && !isByPassword ? keys.own : describePassword(password?.value);
  yield {
    from: `user:${user}`,
    verb: "login",
    to: own,
    reason: `logs in as ${quote(username.value)}${means}${describeEnd(account)}`,
    origin: decided.origin,
    path: decided.path,
    ...(unknown === undefined ? {} : { unknown }),
  };
  for (const certificate of keys.certificates) {
    yield {
      from: `somebody:certificate-${user}@${host.id}`,
      verb: "login",
      to: own,
      reason: `logs in as ${quote(username.value)}${certificate}`,
      origin: "user",
      path: ["users", user, "sshKeys"],
      unknown: "whom that key signs certificates for is not declared",
    };
  }
  const to: AccessNode = `host:${host.id}`;
  const reason = `is on ${quote(host.id)}`;
  yield { from: own, verb: "login", to, reason, origin: "built-in", path: undefined };
}

/** How messages call a password, behind what one does with it; empty where there is none to speak of. */
export function describePassword(password: PasswordDeclaration | undefined): string {
  if (typeof password !== "object") return "";
  return "secret" in password
    ? ` with the password whose hash is the secret ${quote(password.secret)}`
    : " with the password whose hash is declared";
}

function describeEnd({ expires }: Account): string {
  return expires === undefined ? "" : `, until ${expires.value}`;
}

// update-users-groups.pl sets the password of an account that exists only where users.mutableUsers is false.
const keptPassword =
  "the password is locked in a new account, and the machine may have one from before (users.mutableUsers)";

const ofNobody = "fleet manages no accounts there";

// The sshd of the distribution knows nothing of the keys, and a password may be from before.
const ofOthers =
  "system-manager makes the account, and who gets in there is for the distribution's sshd to say";

function whyUnknown(
  host: ResolvedHost,
  { username, sshKeys, password, isDisabled }: Account,
  ofKeys: string | undefined,
): string | undefined {
  if (host.platform === "linux") return hasManagedAccounts(host) ? ofOthers : ofNobody;
  if (isDisabled.value) return "the account is disabled, and macOS keeps its password";
  if (sshKeys.length > 0) return ofKeys;
  if (password?.value === "locked" && host.platform === "nixos") return keptPassword;
  if (typeof password?.value === "object") return undefined;
  const isLeftToMac =
    host.platform === "darwin" && host.knownUsers?.includes(username.value) !== true;
  return isLeftToMac
    ? "macOS keeps the account, and no key is declared"
    : "no key is declared, and nothing says whether there is a password";
}
