import { convertSshToAge } from "@fleet/secrets/internal";
import type { FoundFleet } from "../found/found-fleet.ts";

/** Somebody who was found elsewhere than among keys. */
export interface KnownOwner {
  readonly kind: "user" | "host";
  readonly name: string;
}

/** All who were found, and how they can be told. */
export interface KnownOwners {
  /** By each name that is theirs, as `plainName` has it; the first who has it. */
  readonly byName: ReadonlyMap<string, readonly KnownOwner[]>;
  /** By the recipients that their SSH keys turn into, and by the keys themselves. */
  readonly byKey: ReadonlyMap<string, KnownOwner>;
  /** Whether there are hosts at all: then one that is not among them is none. */
  readonly hasHosts: boolean;
}

/** A name by its letters and digits alone, in small ones: `core01-ofborg-org` and `core01.ofborg.org` are one. */
export function plainName(name: string): string {
  return name
    .slice(0, 300)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "");
}

/** Gathers the people and machines of a fleet. Root and accounts of services own no keys. */
export function listKnownOwners({ hosts, homes }: FoundFleet): KnownOwners {
  const byName = new Map<string, KnownOwner[]>();
  const byKey = new Map<string, KnownOwner | undefined>();
  const addName = (owner: KnownOwner, name: string | null) => {
    const plain = plainName(name ?? "");
    if (plain === "") return;
    const there = byName.get(plain) ?? [];
    if (there.some(({ kind, name: other }) => kind === owner.kind && other === owner.name)) return;
    byName.set(plain, [...there, owner]);
  };
  const addKey = (owner: KnownOwner, line: string) => {
    for (const id of idsOfSshKey(line)) {
      const there = byKey.get(id);
      const isOther = byKey.has(id) && (there?.name !== owner.name || there.kind !== owner.kind);
      // A key of two is nobody's.
      byKey.set(id, isOther ? undefined : owner);
    }
  };
  for (const host of hosts) addName({ kind: "host", name: host.name }, host.name);
  for (const host of hosts) {
    const owner: KnownOwner = { kind: "host", name: host.name };
    addName(owner, host.hostname);
    if (host.hostname !== null && host.domain !== null) {
      addName(owner, `${host.hostname}.${host.domain}`);
    }
    if (host.sshHostKey !== null) addKey(owner, host.sshHostKey);
    for (const { login, isNormal, sshKeys } of host.users) {
      if (login === "root" || !isNormal) continue;
      const user: KnownOwner = { kind: "user", name: login };
      addName(user, login);
      for (const line of sshKeys) addKey(user, line);
    }
    for (const { login } of host.homes) addLogin(login, addName);
  }
  for (const { login } of homes) addLogin(login, addName);
  const known = [...byKey].flatMap(([id, owner]): [string, KnownOwner][] =>
    owner === undefined ? [] : [[id, owner]],
  );
  return { byName, byKey: new Map(known), hasHosts: hosts.length > 0 };
}

function addLogin(login: string | null, add: (owner: KnownOwner, name: string) => void): void {
  if (login !== null && login !== "root") add({ kind: "user", name: login }, login);
}

/** A public SSH key as sops has it, and the recipient that it turns into; nothing of what is none. */
export function idsOfSshKey(line: string): string[] {
  const [bare] = /ssh-(?:ed25519|rsa) [A-Za-z0-9+/=]+/.exec(line.slice(0, 20_000)) ?? [];
  if (bare === undefined) return [];
  const converted = convertSshToAge(bare);
  return converted.ok ? [bare, converted.recipient] : [bare];
}
