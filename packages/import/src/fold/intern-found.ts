import type { FoundFleet, FoundHost } from "../found/found-fleet.ts";

/**
 * The same fleet, in which accounts and homes of one name that are equal are one object: a large fleet has mostly the
 * same ones again and again, and what is worked out for one holds for all.
 */
export function internFound({ hosts, homes }: FoundFleet): FoundFleet {
  const users = createInterning<FoundHost["users"][number]>(({ login }) => login);
  const built = createInterning<FoundHost["homes"][number]>(({ name }) => name);
  return {
    hosts: hosts.map((host) => ({
      ...host,
      users: host.users.map(users),
      homes: host.homes.map(built),
    })),
    homes,
  };
}

// Who differs on more hosts than that does so on most of them.
const mostKinds = 16;

function createInterning<T extends object>(nameOf: (one: T) => string): (one: T) => T {
  const kinds = new Map<string, T[]>();
  return (one) => {
    const name = nameOf(one);
    const known = kinds.get(name);
    if (known === undefined) {
      kinds.set(name, [one]);
      return one;
    }
    const same = known.find((other) => isSame(one, other));
    if (same === undefined && known.length < mostKinds) known.push(one);
    return same ?? one;
  };
}

/** Whether two things of plain data say the same. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && isSameList(a, b);
  return isRecord(a) && isRecord(b) && !Array.isArray(b) && isSameRecord(a, b);
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (!isSame(a[index], b[index])) return false;
  return true;
}

type PlainRecord = Readonly<Record<string, unknown>>;

// Of records of one shape this allots nothing: it runs for every account of a fleet.
function isSameRecord(a: PlainRecord, b: PlainRecord): boolean {
  for (const key in a) if (a[key] !== b[key] && !isSame(a[key], b[key])) return false;
  for (const key in b) if (!Object.hasOwn(a, key)) return false;
  return true;
}

function isRecord(value: unknown): value is PlainRecord {
  return typeof value === "object" && value !== null;
}
