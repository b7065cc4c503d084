import type { AgeKeyDeclaration } from "../declaration/secret-declaration.ts";
import { bareKey } from "../keys/authorized-key.ts";
import { listPlacedKeys } from "../keys/placed-keys.ts";
import type { Fleet } from "../parse/fleet.ts";
import { differingPlacements } from "../parse/placements.ts";
import type { OwnerKind } from "./stray-files.ts";

/** The keys of people and machines, by `user:ada` and `host:desk`. A key of SSH is without its comment. */
export type OwnerKeys = ReadonlyMap<string, ReadonlySet<string>>;

/** How keys are named by whose they are, as among the readers of secrets. */
export function ownerName(kind: OwnerKind, id: string): string {
  return `${kind}:${id}`;
}

/** The keys that a declaration gives to users and hosts. Those in files and environment variables are not looked at. */
export function listOwnerKeys({ users, hosts }: Fleet): OwnerKeys {
  const placedKeys = Map.groupBy(listPlacedKeys(differingPlacements(hosts)), ({ user }) => user);
  const ofUsers = [...users.values()].map(({ id, ageKeys, sshKeys }) => {
    const keys = [
      ...ageKeys.map(({ key }) => key),
      ...[...sshKeys, ...(placedKeys.get(id) ?? []).map(({ key }) => key)].flatMap((one) =>
        "key" in one ? [one.key] : [],
      ),
    ];
    return [ownerName("user", id), collectKeys(keys)] as const;
  });
  const ofHosts = [...hosts.values()].map(({ id, ageKey, sshHostKey }) => {
    return [ownerName("host", id), collectKeys([ageKey, sshHostKey])] as const;
  });
  return new Map([...ofUsers, ...ofHosts]);
}

/** Keys as they can be compared. */
export function collectKeys(keys: readonly (AgeKeyDeclaration | undefined)[]): ReadonlySet<string> {
  return new Set(
    keys.flatMap((key) => {
      const text = typeof key === "object" ? key.ssh : key;
      return text === undefined ? [] : [bareKey(text)];
    }),
  );
}
