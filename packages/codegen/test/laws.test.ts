import { fc, test } from "@fast-check/vitest";
import type { FleetDeclaration } from "@fleet/core";
import { describe, expect } from "vitest";
import { arbitraryFleet } from "./arbitrary-fleet.ts";
import { fleetJsonOf } from "./sample-files.ts";

type Placements = Readonly<Record<string, object>>;

interface HostEntry {
  accounts: Placements;
  trustedUsers: string[];
  knownUsers?: string[];
}

/** The same declaration with the keys of every object the other way round. */
function turnKeysRound<T>(value: T): T {
  const text = JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).reverse())
      : inner,
  );
  return JSON.parse(text);
}

/** The same fleet with every placement on its user. */
function placeOnUsers({ users, hosts, ...others }: FleetDeclaration): FleetDeclaration {
  const placementsOn = (host: string): Placements => ({ ...Object(hosts[host]?.users) });
  const movedUsers = Object.entries(users).map(([id, user]) => {
    const placed = Object.keys(hosts).flatMap((host) => {
      const own = placementsOn(host);
      return Object.hasOwn(own, id) ? [[host, own[id]]] : [];
    });
    return [id, { ...user, hosts: Object.fromEntries(placed) }];
  });
  const movedHosts = Object.entries(hosts).map(([id, { users: _, ...host }]) => [id, host]);
  return {
    ...others,
    users: Object.fromEntries(movedUsers),
    hosts: Object.fromEntries(movedHosts),
  };
}

/** The keys of every object of a JSON text, object by object, in the order of the text. */
function keysInText(text: string): string[][] {
  const open: string[][] = [];
  const closed: string[][] = [];
  for (const line of text.split("\n")) {
    if (/^\s*[}\]],?$/.test(line)) closed.push(open.pop() ?? []);
    const key = /^\s*("(?:[^"\\]|\\.)*"): /.exec(line)?.[1];
    if (key !== undefined) open.at(-1)?.push(JSON.parse(key));
    if (/[{[]$/.test(line) && !/"$/.test(line)) open.push([]);
  }
  return closed;
}

describe("the bytes of fleet.json", () => {
  test.prop([arbitraryFleet])("are the same each time", (fleet) => {
    expect(fleetJsonOf(fleet)).toBe(fleetJsonOf(structuredClone({ ...fleet })));
  });

  test.prop([arbitraryFleet])("do not depend on the order of keys", (fleet) => {
    expect(fleetJsonOf(turnKeysRound(fleet))).toBe(fleetJsonOf(fleet));
  });

  test.prop([arbitraryFleet])("do not depend on where a placement is declared", (fleet) => {
    expect(fleetJsonOf(placeOnUsers(fleet))).toBe(fleetJsonOf(fleet));
  });

  test.prop([arbitraryFleet])("are JSON with sorted keys, two spaces and a newline", (fleet) => {
    const text = fleetJsonOf(fleet);
    for (const keys of keysInText(text)) expect(keys).toEqual([...keys].sort());
    expect(text).toMatch(/^\{\n {2}"\$schema": /);
    expect(text.endsWith("}\n")).toBe(true);
  });

  test.prop([arbitraryFleet])("hold every text of the declaration unchanged", (fleet) => {
    const { hosts } = JSON.parse(fleetJsonOf(fleet));
    for (const [id, host] of Object.entries(fleet.hosts)) {
      expect(hosts[id].tags).toEqual([...new Set(host.tags)]);
      expect(hosts[id].hardware).toEqual({ ...host.hardware });
      for (const user of Object.keys(Object(host.users))) {
        expect(hosts[id].accounts[user].fullName).toBe(fleet.users[user]?.fullName);
      }
    }
  });

  test.prop([arbitraryFleet, fc.nat()])("say nothing of a user who left", (fleet, at) => {
    const ids = Object.keys(fleet.users);
    const leaver = ids[at % Math.max(ids.length, 1)] ?? "nobody";
    const without = (record: object) =>
      Object.fromEntries(Object.entries(record).filter(([id]) => id !== leaver));
    const hosts = Object.entries(fleet.hosts).map(([id, host]) => [
      id,
      { ...host, users: without(Object(host.users)) },
    ]);
    const users = without(fleet.users);
    const after = JSON.parse(fleetJsonOf({ ...fleet, users, hosts: Object.fromEntries(hosts) }));
    const expected = JSON.parse(fleetJsonOf(fleet));
    for (const host of Object.values<HostEntry>(expected.hosts)) {
      const login = Object(host.accounts[leaver]).username;
      host.trustedUsers = host.trustedUsers.filter((name) => name !== login);
      if (host.knownUsers !== undefined) {
        host.knownUsers = host.knownUsers.filter((name) => name !== login);
      }
      host.accounts = without(host.accounts);
    }
    for (const [name, home] of Object.entries(expected.homes)) {
      if (Object(home).user === leaver) delete expected.homes[name];
    }
    expect(after).toEqual(expected);
  });
});
