import { compareNames } from "@fleet/diagnostics";
import { bareKey } from "../keys/authorized-key.ts";
import type { Fleet } from "../parse/fleet.ts";
import { differingPlacements } from "../parse/placements.ts";
import type { AccountSources } from "./resolve-accounts.ts";
import type { UserKeys } from "./resolve-ssh-keys.ts";
import type { ResolvedSshKey } from "./resolved-fleet.ts";

type PlacedKeys = AccountSources["placedKeys"];

/** Whose a key is, in order, as `user:ada`; empty for nobody of the fleet. */
export type KeyOwners = (key: ResolvedSshKey) => readonly string[];

/**
 * Whose a key is: of a line, whoever has it with whatever options and comment, be it on one host alone, by the list
 * in the declaration that it stands in.
 */
export function indexOwners(
  { hosts }: Fleet,
  sshKeys: UserKeys["all"],
  placed: PlacedKeys,
): KeyOwners {
  const owners = new Map<string, Set<string>>();
  const add = (user: string, keys: readonly ResolvedSshKey[]) => {
    for (const key of keys) {
      const name = nameKey(key);
      owners.set(name, (owners.get(name) ?? new Set()).add(`user:${user}`));
    }
  };
  for (const [user, keys] of sshKeys) add(user, keys);
  for (const { user, own } of differingPlacements(hosts)) {
    if (own.sshKeys !== undefined) add(user, placed.get(own.sshKeys) ?? []);
  }
  return (key) => [...(owners.get(nameKey(key)) ?? [])].sort(compareNames);
}

function nameKey(key: ResolvedSshKey): string {
  return typeof key === "string" ? bareKey(key) : JSON.stringify({ env: key.env });
}
