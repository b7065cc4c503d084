import type { Random } from "./random.ts";

/** A declaration that holds a little of everything. */
export const plainFleet = {
  users: {
    ann: { fullName: "Ann", isAdmin: true, email: "a@example.org" },
    ben: { fullName: "Ben", uid: 1500, homeProfile: "base", hosts: { mini: { home: "none" } } },
  },
  hosts: {
    mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ann"] },
    mac: { system: "aarch64-darwin", users: { ann: { uid: 501 } }, stateVersion: "24.05" },
  },
  profiles: { base: { extends: [], modules: ["homes/base.nix"] }, more: { extends: ["base"] } },
  groups: { media: { gid: 2000, members: ["ann"] } },
  policy: { acceptedGroups: { ben: ["docker"] } },
  layout: { host: ["hosts/{host}.nix"] },
};

const keys =
  "users hosts profiles groups policy secrets extends uid isAdmin sshKeys hasOwnProperty constructor __proto__ then toString".split(
    " ",
  );

/** Values that no declaration is made of, and those that nearly are. */
const odd: readonly (() => unknown)[] = [
  () => null,
  () => undefined,
  () => Number.NaN,
  () => -0,
  () => 2 ** 53,
  () => 10n,
  () => Symbol("odd"),
  () => "",
  () => "\0",
  () => "\ud800",
  () => "\u202e\u200b",
  () => "x".repeat(2 ** 21),
  () => [],
  () => new Array(2 ** 32 - 1),
  () => [[[[[]]]]],
  () => ({}),
  () => Object.create(null),
  () => new Map([["ann", {}]]),
  () => new Set(["ann"]),
  () => new Date(Number.NaN),
  () => Promise.resolve({}),
  () => () => ({}),
  () => class {},
  () => /x/,
  () => new Uint8Array(8),
  () => new Proxy({}, { ownKeys: () => fail("trap") }),
  () => new Proxy([], { get: () => fail(undefined) }),
  () => new Proxy({}, {}),
  () => ({
    get any() {
      return fail(Object.create(null));
    },
  }),
  () => ({ [Symbol.toStringTag]: "Promise" }),
  () => ({ toJSON: () => fail("json") }),
  () => many(20_000),
  () => deep(5000),
];

function fail(thrown: unknown): never {
  throw thrown;
}

function many(count: number): object {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, { a: 1 }]));
}

function deep(levels: number): object {
  let value = {};
  for (let level = 0; level < levels; level += 1) value = { ann: value };
  return value;
}

/** A declaration with one to three things changed somewhere in it. */
export function mutateDeclaration(random: Random): unknown {
  const fleet: unknown = structuredClone(plainFleet);
  for (let left = 1 + random.below(3); left > 0; left -= 1) {
    try {
      mutateSomewhere(fleet, random);
    } catch {
      // What was put in before may throw when it is come upon.
    }
  }
  return fleet;
}

function mutateSomewhere(root: unknown, random: Random): void {
  let here = root;
  for (let depth = random.below(4); depth > 0; depth -= 1) {
    const inner: unknown = isObject(here) ? Reflect.get(here, randomKey(here, random)) : undefined;
    if (!isObject(inner)) break;
    here = inner;
  }
  if (!isObject(here)) return;
  const key = random.below(3) === 0 ? random.pick(keys, "x") : randomKey(here, random);
  const value = random.pick(odd, () => null)();
  const change = random.below(4);
  if (change === 0) Reflect.deleteProperty(here, key);
  else if (change === 1) Object.defineProperty(here, key, { get: () => fail(value), ...shown });
  else Object.defineProperty(here, key, { value, writable: true, ...shown });
}

const shown = { enumerable: true, configurable: true };

function randomKey(owner: object, random: Random): string {
  return random.pick(Object.keys(owner), "x");
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
