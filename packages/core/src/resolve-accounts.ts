import type { PlacementDeclaration } from "./declaration.ts";
import type { Path } from "./diagnostic.ts";
import type { Fleet, Host, Placement, User } from "./fleet.ts";
import { resolveGroups } from "./groups.ts";
import type { Account, Decided, ResolvedSshKey } from "./resolved-fleet.ts";

/** The accounts on a host, by user id and in its order. */
export function resolveAccounts(
  fleet: Fleet,
  host: Host,
  sshKeys: ReadonlyMap<string, readonly ResolvedSshKey[]>,
): Map<string, Account> {
  const accounts = new Map<string, Account>();
  for (const placement of host.placements.values()) {
    const user = fleet.users.get(placement.user);
    if (user === undefined) continue;
    accounts.set(
      user.id,
      resolveAccount(fleet, host, { user, placement, sshKeys: sshKeys.get(user.id) ?? [] }),
    );
  }
  return accounts;
}

function resolveAccount(
  fleet: Fleet,
  host: Host,
  {
    user,
    placement,
    sshKeys,
  }: { user: User; placement: Placement; sshKeys: readonly ResolvedSshKey[] },
): Account {
  const declared = <K extends keyof PlacementDeclaration>(key: K) => decide(placement, user, key);
  const username = declared("username") ?? builtIn(user.id);
  const isAdmin = declared("isAdmin") ?? builtIn(false);
  return {
    user: user.id,
    path: placement.path,
    fullName: user.fullName,
    email: user.email,
    description: user.description ?? user.fullName,
    username,
    uid: declared("uid"),
    homeDirectory: declared("homeDirectory") ?? builtIn(`${homesFolder(host)}/${username.value}`),
    shell: declared("shell") ?? defaultShell(fleet, host),
    isAdmin,
    groups: resolveGroups(fleet, host, { user, placement, isAdmin: isAdmin.value }),
    sshKeys,
  };
}

/** What a placement or else its user says about `key`, and which of the two did. */
export function decide<K extends keyof PlacementDeclaration>(
  placement: Placement,
  user: User,
  key: K,
): Decided<NonNullable<PlacementDeclaration[K]>> | undefined {
  const here = placement.own[key];
  if (here !== undefined && here !== null) return { value: here, origin: "placement" };
  const everywhere = user.own[key];
  if (everywhere !== undefined && everywhere !== null) return { value: everywhere, origin: "user" };
  return undefined;
}

/** Where the declaration of an account says something about `key`: the placement if it does, else the user. */
export function declaredPath(placement: Placement, key: keyof PlacementDeclaration): Path {
  return placement.own[key] === undefined
    ? ["users", placement.user, key]
    : [...placement.path, key];
}

function defaultShell(fleet: Fleet, host: Host): Decided<string> {
  if (fleet.defaults.shell !== undefined)
    return { value: fleet.defaults.shell, origin: "defaults" };
  return builtIn(host.platform === "darwin" ? "zsh" : "bash");
}

function homesFolder(host: Host): string {
  return host.platform === "darwin" ? "/Users" : "/home";
}

function builtIn<T>(value: T): Decided<T> {
  return { value, origin: "built-in" };
}
