import type { Account, ResolvedHost } from "@fleet/core";
import { dayAfter } from "@fleet/core/internal";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import type { HostFacts } from "../facts/nix-facts.ts";
import type { UserFacts } from "../facts/user-facts.ts";
import { findAccountPath, findDescriptionPath, findPlacementPath } from "./account-place.ts";
import { type Comparison, compareValue, createDifference, subtract } from "./difference.ts";
import { compareDisabled } from "./disabled-differences.ts";

/** An account that was computed, and its host. */
export interface Computed {
  readonly host: ResolvedHost;
  readonly account: Account;
}

/** How the account that was computed differs from the user that Nix has under its login name, but for groups. */
export function* compareAccount(
  comparison: Comparison,
  { host, account }: Computed,
  facts: HostFacts,
): Iterable<Diagnostic> {
  const login = account.username.value;
  const user = facts.users.get(login);
  if (user === undefined) {
    const place = { declared: comparison.fleet.declared, host: host.id, account };
    yield createDifference(comparison, {
      what: "missing-account",
      path: findPlacementPath(place),
      message: `Nix has no account ${quote(login)} on host ${quote(host.id)}, and one for ${quote(account.user)} was computed.`,
      option: `users.users.${login}`,
    });
    return;
  }
  yield* compareIdentity(comparison, { host, account }, user);
  yield* compareShell(comparison, { host, account }, { user, facts });
  yield* compareKeys(comparison, { host, account }, user);
  yield* compareDisabled(comparison, { host, account }, { user, facts });
}

function* compareIdentity(
  comparison: Comparison,
  { host, account }: Computed,
  user: UserFacts,
): Iterable<Diagnostic> {
  const { uid, homeDirectory, description, expires } = account;
  const place = { declared: comparison.fleet.declared, host: host.id, account };
  const { of, option } = describeAccount({ host, account });
  if (uid !== undefined) {
    yield* compareValue(comparison, {
      what: "uid",
      subject: `The uid of ${of}`,
      computed: uid.value,
      found: user.uid,
      path: findAccountPath(place, uid),
      option: `${option}.uid`,
    });
  }
  yield* compareValue(comparison, {
    what: "home-directory",
    subject: `The home directory of ${of}`,
    computed: homeDirectory.value,
    found: user.home,
    path: findAccountPath(place, homeDirectory),
    option: `${option}.home`,
  });
  // Of an empty one nix-darwin is told nothing.
  if (description !== "" || host.platform !== "darwin") {
    yield* compareValue(comparison, {
      what: "description",
      subject: `The description of ${of}`,
      computed: description,
      found: user.description,
      path: findDescriptionPath(place),
      option: `${option}.description`,
    });
  }
  if (expires !== undefined) {
    yield* compareValue(comparison, {
      what: "expires",
      subject: `The day from which on ${of} is locked`,
      computed: dayAfter(expires.value),
      found: user.expires,
      path: findAccountPath(place, expires),
      option: `${option}.expires`,
    });
  }
  if (host.platform === "nixos" && user.isNormal === false) {
    yield createDifference(comparison, {
      what: "no-normal-user",
      path: findPlacementPath(place),
      message: `${of} is no normal user in Nix, and every account of a fleet is one.`,
      option: `${option}.isNormalUser`,
    });
  }
}

function* compareShell(
  comparison: Comparison,
  { host, account }: Computed,
  { user, facts: { shells, knownUsers } }: { user: UserFacts; facts: HostFacts },
): Iterable<Diagnostic> {
  // The lock says of those what they have instead.
  if (account.isDisabled.value) return;
  const { value, origin } = account.shell;
  // What nobody has declared is left to the system, but for whom nix-darwin creates.
  if (origin === "built-in" && !knownUsers.includes(account.username.value)) return;
  // A package may be called otherwise than its attribute.
  const computed = shells.get(value);
  const { of, option } = describeAccount({ host, account });
  yield* compareValue(comparison, {
    what: "shell",
    subject: `The shell of ${of}`,
    computed: typeof computed === "string" ? computed : value,
    found: user.shell,
    path: findAccountPath(
      { declared: comparison.fleet.declared, host: host.id, account },
      account.shell,
    ),
    option: `${option}.shell`,
  });
}

function* compareKeys(
  comparison: Comparison,
  { host, account }: Computed,
  user: UserFacts,
): Iterable<Diagnostic> {
  const literal = account.sshKeys.filter((key) => typeof key === "string");
  const { of, option } = describeAccount({ host, account });
  for (const key of subtract(literal, user.sshKeys)) {
    yield createDifference(comparison, {
      what: "missing-key",
      path: ["users", account.user, "sshKeys"],
      message: `Nix does not let ${of} log in with the SSH key ${quote(key)}, which was computed.`,
      option: `${option}.openssh.authorizedKeys.keys`,
    });
  }
}

/** How messages call an account, and the option that holds it. */
export function describeAccount({ host, account }: Computed): { of: string; option: string } {
  const login = account.username.value;
  return { of: `${quote(login)} on host ${quote(host.id)}`, option: `users.users.${login}` };
}
