import { compareNames } from "@fleet/diagnostics";
import { optionsOf } from "../../keys/authorized-key.ts";
import { nameSshKey } from "../../keys/ssh-key-name.ts";
import type { ResolvedFleet, ResolvedSshKey } from "../resolved-fleet.ts";

/** Whose a key is, in order, as `user:ada`; empty for nobody of the fleet. */
export type KeyOwners = (key: ResolvedSshKey) => readonly string[];

/**
 * Looks up whose a key is: of a line, whoever has it with whatever options and comment, be it on one host alone. Who
 * signs certificates with a key need be nobody of those who name it.
 */
export function indexOwners(keysOfUsers: ResolvedFleet["keysOfUsers"]): KeyOwners {
  const users = [...keysOfUsers].map(([id, keys]) => [`user:${id}`, keys] as const);
  return indexKeys(users);
}

/** The same, of keys by whoever has them. */
export function indexKeys<Owner extends string>(
  keysByOwner: Iterable<readonly [Owner, readonly ResolvedSshKey[]]>,
): (key: ResolvedSshKey) => readonly Owner[] {
  const owners = new Map<string, Set<Owner>>();
  for (const [owner, keys] of keysByOwner) {
    for (const key of keys) {
      if (optionsOf(key).isAuthority) continue;
      const name = nameSshKey(key);
      owners.set(name, (owners.get(name) ?? new Set()).add(owner));
    }
  }
  return (key) => {
    if (optionsOf(key).isAuthority) return [];
    return [...(owners.get(nameSshKey(key)) ?? [])].sort(compareNames);
  };
}
