import { compareNames } from "@fleet/diagnostics";
import { optionsOf } from "../../keys/authorized-key.ts";
import { nameSshKey } from "../../keys/ssh-key-name.ts";
import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import type { ResolvedSshKey } from "../../resolve/resolved-fleet.ts";
import type { AccessNode } from "../access-edge.ts";

/** Who has the private halves of keys. */
export interface KeyOwners {
  /**
   * The users who have a key, wherever it lets them in; else the services that have it. Nobody whose it is to sign
   * certificates need be one of those.
   */
  readonly of: (key: ResolvedSshKey) => readonly AccessNode[];
}

/** Looks the owners of all keys up that are declared to be somebody's. */
export function indexKeyOwners({ resolved }: QueriedFleet): KeyOwners {
  const users = new Map<string, Set<AccessNode>>();
  const services = new Map<string, Set<AccessNode>>();
  for (const [id, keys] of resolved.keysOfUsers) addAll(users, keys, `user:${id}`);
  for (const { serviceAccounts } of resolved.hosts.values()) {
    for (const { id, sshKeys } of serviceAccounts.values()) {
      addAll(services, sshKeys, `service:${id}`);
    }
  }
  const of = (key: ResolvedSshKey): readonly AccessNode[] => {
    if (optionsOf(key).isAuthority) return [];
    const name = nameSshKey(key);
    return [...(users.get(name) ?? services.get(name) ?? [])].sort(compareNames);
  };
  return { of };
}

function addAll(
  owners: Map<string, Set<AccessNode>>,
  keys: readonly ResolvedSshKey[],
  owner: AccessNode,
): void {
  for (const key of keys) {
    if (optionsOf(key).isAuthority) continue;
    const name = nameSshKey(key);
    const known = owners.get(name) ?? new Set();
    owners.set(name, known.add(owner));
  }
}
