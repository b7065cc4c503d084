import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import { indexKeys } from "../../resolve/keys/key-owners.ts";
import type { ResolvedSshKey } from "../../resolve/resolved-fleet.ts";
import type { AccessNode } from "../access-edge.ts";

/** Who has the private halves of keys. */
export interface KeyOwners {
  /** The users who have a key, wherever it lets them in; else the services that have it. */
  readonly of: (key: ResolvedSshKey) => readonly AccessNode[];
}

/** Looks the owners of all keys up that are declared to be somebody's. */
export function indexKeyOwners({ resolved }: QueriedFleet): KeyOwners {
  const ofUsers = indexKeys(
    [...resolved.keysOfUsers].map(([id, keys]) => [`user:${id}` as const, keys] as const),
  );
  const accounts = [...resolved.hosts.values()].flatMap(({ serviceAccounts }) => [
    ...serviceAccounts.values(),
  ]);
  const ofServices = indexKeys(
    accounts.map(({ id, sshKeys }) => [`service:${id}` as const, sshKeys] as const),
  );
  return {
    of: (key) => {
      const users = ofUsers(key);
      return users.length > 0 ? users : ofServices(key);
    },
  };
}
