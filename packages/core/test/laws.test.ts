import { fc, test } from "@fast-check/vitest";
import { type Diagnostic, isError } from "@fleet/diagnostics";
import { describe, expect } from "vitest";
import {
  type FleetDeclaration,
  type PlacementDeclaration,
  parseFleet,
  type ResolvedFleet,
  resolveFleet,
} from "../src/index.ts";
import { arbitraryFleet } from "./arbitrary-fleet.ts";
import { canonicalSurroundings, resolveSound, surroundingsOf } from "./sample-fleet.ts";

/** The same value with the keys of every object the other way round. */
function turnKeysRound(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turnKeysRound);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, turnKeysRound(item)]);
  return Object.fromEntries(entries.reverse());
}

/** A resolved fleet as text, without where its placements stand. */
function textOf(resolved: Partial<ResolvedFleet>): string {
  const plain = (key: string, value: unknown) =>
    value instanceof Map ? [...value] : key === "path" && Array.isArray(value) ? [] : value;
  return JSON.stringify(resolved, plain);
}

function textOfDeclared(declaration: object): string {
  return textOf(resolveSound(declaration).resolved);
}

type Placements = Record<string, PlacementDeclaration>;

function placementsOf(users: FleetDeclaration["hosts"][string]["users"]): Placements {
  const entries = Array.isArray(users) ? users.map((id) => [id, {}]) : Object.entries(users ?? {});
  return Object.fromEntries(entries);
}

/** The same fleet with every placement on its user. */
function placeOnUsers({ users, hosts, ...others }: FleetDeclaration): object {
  const entries = Object.entries(users).map(([id, user]) => {
    const placed = Object.entries(hosts).flatMap(([host, { users: placements }]) => {
      const own = placementsOf(placements);
      return Object.hasOwn(own, id) ? [[host, own[id]]] : [];
    });
    return [id, { ...user, hosts: Object.fromEntries(placed) }];
  });
  const machines = Object.entries(hosts).map(([id, { users: _, ...host }]) => [id, host]);
  return { ...others, users: Object.fromEntries(entries), hosts: Object.fromEntries(machines) };
}

/** The same fleet without a user and without whatever names the user. */
function dismiss(leaver: string, { users, hosts, ...others }: FleetDeclaration): object {
  const withoutLeaver = (record: object) =>
    Object.fromEntries(Object.entries(record).filter(([id]) => id !== leaver));
  const machines = Object.entries(hosts).map(([id, host]) => [
    id,
    { ...host, users: withoutLeaver(placementsOf(host.users)) },
  ]);
  return { ...others, users: withoutLeaver(users), hosts: Object.fromEntries(machines) };
}

describe("every sound declaration", () => {
  // Chance has no taste, and says things twice.
  test.prop([arbitraryFleet])("is found to be sound", (declaration) => {
    const { value: fleet, diagnostics } = parseFleet(declaration);
    const found = fleet && resolveFleet(fleet, canonicalSurroundings(declaration)).diagnostics;
    expect(found).toBeDefined();
    const all = [...diagnostics, ...(found ?? [])];
    const isWrong = ({ code, choice }: Diagnostic) => !choice && code !== "core/repeated-item";
    expect(all.filter(isWrong)).toEqual([]);
  });

  test.prop([arbitraryFleet])("means the same in whatever order its keys stand", (declaration) => {
    const turned = Object(turnKeysRound(declaration));
    expect(textOfDeclared(turned)).toBe(textOfDeclared(declaration));
  });

  test.prop([arbitraryFleet])("means the same with placements on users", (declaration) => {
    expect(textOfDeclared(placeOnUsers(declaration))).toBe(textOfDeclared(declaration));
  });

  test.prop([arbitraryFleet])("has accounts of its own users on its own hosts alone", (fleet) => {
    const { resolved } = resolveSound(fleet);
    expect([...resolved.hosts.keys()]).toEqual(Object.keys(fleet.hosts).sort());
    for (const { id, accounts } of resolved.hosts.values()) {
      const placed = Object.keys(placementsOf(fleet.hosts[id]?.users));
      expect([...accounts.keys()]).toEqual(placed.sort());
    }
  });

  test.prop([arbitraryFleet])(
    "puts admins and nobody else into wheel, and trusts them",
    (fleet) => {
      for (const host of resolveSound(fleet).resolved.hosts.values()) {
        const accounts = [...host.accounts.values()];
        for (const { groups, isAdmin } of accounts) {
          const names = groups.map(({ value }) => value);
          expect(names.includes("wheel")).toBe(isAdmin.value && host.platform === "nixos");
          expect(new Set(names).size).toBe(names.length);
        }
        const admins = accounts.filter(({ isAdmin }) => isAdmin.value);
        expect(host.trustedUsers).toEqual(admins.map(({ username }) => username.value).sort());
      }
    },
  );

  test.prop([arbitraryFleet, fc.nat()])(
    "loses a user's accounts with the user, and nothing else",
    (fleet, index) => {
      const ids = Object.keys(fleet.users);
      const leaver = ids[index % Math.max(ids.length, 1)] ?? "nobody";
      const { resolved } = resolveSound(fleet);
      const hosts = [...resolved.hosts].map(([id, host]) => {
        const accounts = new Map([...host.accounts].filter(([user]) => user !== leaver));
        const login = host.accounts.get(leaver)?.username.value;
        const trustedUsers = host.trustedUsers.filter((name) => name !== login);
        const knownUsers = host.knownUsers?.filter((name) => name !== login);
        return [id, { ...host, trustedUsers, knownUsers, accounts }] as const;
      });
      const left = dismiss(leaver, fleet);
      // Who stays keeps the uid, for it is on record.
      const around = { ...canonicalSurroundings(left), ledger: resolved.ledger };
      const after = resolveSound(left, around).resolved;
      expect(textOf({ hosts: after.hosts })).toBe(textOf({ hosts: new Map(hosts) }));
    },
  );
});

/** A fleet in JSON in which one text, number or name was replaced by something else. */
const brokenFleet = fc
  .tuple(
    arbitraryFleet,
    fc.nat(),
    fc.oneof(fc.json(), fc.constantFrom('"__proto__"', "null", "[]")),
  )
  .map(([fleet, at, other]) => {
    const parts = JSON.stringify(fleet).split(/("(?:[^"\\]|\\.)*"|\d+|true|false|null|\[\]|\{\})/);
    const target = (at % Math.max(1, (parts.length - 1) / 2)) * 2 + 1;
    const isName = parts[target + 1]?.startsWith(":");
    const text = isName ? JSON.stringify(other.slice(1, -1)) : other;
    return parts.map((part, index) => (index === target ? text : part)).join("");
  });

function judgeAnything(input: unknown): void {
  const { value: fleet, diagnostics } = parseFleet(input);
  if (fleet === undefined) expect(diagnostics.some(isError)).toBe(true);
  else resolveFleet(fleet, surroundingsOf([]));
}

describe("anything else", () => {
  test.prop([fc.jsonValue()])("is judged, if JSON can hold it", (input) => {
    judgeAnything(input);
  });

  test.prop([
    fc.anything({ withMap: true, withBigInt: true, withDate: true, withNullPrototype: true }),
  ])("is judged, if JavaScript can", (input) => {
    judgeAnything(input);
    judgeAnything({ users: input, hosts: input });
    judgeAnything({ users: { keith: input }, hosts: { mini: input }, layout: input });
  });

  test.prop([brokenFleet])("is judged, if it was a fleet before it broke", (text) => {
    judgeAnything(JSON.parse(text));
  });
});
