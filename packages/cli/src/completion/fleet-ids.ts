const load = process.getBuiltinModule;

/** The ids that a `fleet.json` holds, in its order. */
export interface FleetIds {
  readonly hosts: readonly { readonly id: string; readonly platform: string }[];
  /** The tags of hosts, each once; empty where a large `fleet.json` was read by its index. */
  readonly tags: readonly string[];
  /** Who is on which host, as `ada@mini`, with the profile of the home; none of a fleet that is too large to be read whole. */
  readonly accounts: readonly FleetAccount[];
  /** The names of the standalone homes. */
  readonly homes: readonly string[];
  /** Who may read secret files, as `user:ada`; empty without secrets. */
  readonly readers: readonly string[];
  /** The paths and patterns of secret files, from the root. */
  readonly files: readonly string[];
}

/** An account as far as it is suggested. */
interface FleetAccount {
  readonly user: string;
  readonly host: string;
  /** Empty where the home has none. */
  readonly profile: string;
}

/** A larger file is nobody's fleet, and would keep whoever waits for it. */
const sizeLimit = 2 ** 25;

/** A larger one is read by its index alone, which `fleet generate` writes: parsing it takes too long for a key press. */
const wholeLimit = 2 ** 23;

/** From this size on, the index saves more than reading it costs. */
const indexFrom = 2 ** 18;

/**
 * The ids of the fleet in a folder; undefined where no `fleet.json` is, or none that is understood. The index knows
 * of no accounts: where those are asked for, it is read only in place of a file that is too large.
 */
export function readFleetIds(root: string, hasAccounts = false): FleetIds | undefined {
  const file = `${root}/fleet.json`;
  const size = sizeOf(file);
  if (size === undefined) return undefined;
  const isWhole = size < indexFrom || (hasAccounts && size <= wholeLimit);
  const indexed = isWhole ? undefined : readIndexed(root, size);
  if (indexed !== undefined) return indexed;
  if (size > wholeLimit) return undefined;
  const fleet = readJson(file);
  if (get(fleet, "version") !== 1) return undefined;
  const hosts = entriesOf(get(fleet, "hosts"));
  return {
    hosts: hosts.map(([id, host]) => ({ id, platform: textOf(get(host, "platform")) })),
    tags: listTags(hosts.map(([, host]) => get(host, "tags"))),
    accounts: hosts.flatMap(([id, host]) =>
      entriesOf(get(host, "accounts")).map(([user, account]) => ({
        user,
        host: id,
        profile: textOf(get(get(account, "home"), "profile")),
      })),
    ),
    homes: keysOf(get(fleet, "homes")),
    ...describeSecrets(get(fleet, "secrets")),
  };
}

/** The uids in the lock file that nobody has any more: `503` or `mac/503`, and whose each was. */
export function readFormerUids(root: string): readonly (readonly [place: string, user: string])[] {
  const file = `${root}/fleet.lock.json`;
  if (sizeOf(file) === undefined) return [];
  const tombstones = get(get(readJson(file), "uids"), "tombstones");
  return entriesOf(tombstones).map(([place, user]) => [place, textOf(user)]);
}

/** Reads the index, and of `fleet.json` only what stands behind the hosts. */
function readIndexed(root: string, size: number): FleetIds | undefined {
  const file = `${root}/fleet.index.json`;
  if (sizeOf(file) === undefined) return undefined;
  try {
    const index = readJson(file);
    if (get(index, "version") !== 1 || get(index, "size") !== size) return undefined;
    const spans = entriesOf(get(index, "hosts"));
    const lengths = spans.map(([, span]) => Number(get(span, "length")));
    // Each entry but the first follows a comma and a line break.
    const end = lengths.reduce((sum, length) => sum + length + 2, Number(get(index, "start"))) - 2;
    const rest = JSON.parse(readFrom(`${root}/fleet.json`, end, size).replace(/^\s*\}\s*,/, "{"));
    if (get(rest, "version") !== 1) return undefined;
    return {
      accounts: [],
      hosts: spans.map(([id, span]) => ({ id, platform: textOf(get(span, "platform")) })),
      tags: [],
      homes: keysOf(get(index, "homes")),
      ...describeSecrets(get(rest, "secrets")),
    };
  } catch {
    // An index of another fleet.json: then all of that is read.
    return undefined;
  }
}

function listTags(lists: readonly unknown[]): readonly string[] {
  return [...new Set(lists.flatMap((tags) => (Array.isArray(tags) ? tags.map(textOf) : [])))];
}

function describeSecrets(secrets: unknown): Pick<FleetIds, "readers" | "files"> {
  const files = get(secrets, "files");
  return {
    readers: keysOf(get(secrets, "keys")).filter((reader) => reader.includes(":")),
    files: Array.isArray(files) ? files.map((file) => textOf(get(file, "path"))) : [],
  };
}

/** How many bytes a file has; undefined of one that is missing, a link, none, or too large: a pipe would never end. */
function sizeOf(file: string): number | undefined {
  const stats = load("node:fs").lstatSync(file, { throwIfNoEntry: false });
  return stats?.isFile() && stats.size <= sizeLimit ? stats.size : undefined;
}

function readJson(file: string): unknown {
  return JSON.parse(load("node:fs").readFileSync(file, "utf8"));
}

function readFrom(file: string, start: number, size: number): string {
  const { closeSync, openSync, readSync } = load("node:fs");
  const bytes = Buffer.alloc(size - start);
  const descriptor = openSync(file, "r");
  readSync(descriptor, bytes, 0, bytes.length, start);
  closeSync(descriptor);
  return bytes.toString("utf8");
}

function get(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function keysOf(value: unknown): string[] {
  return entriesOf(value).map(([key]) => key);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
