import type { Path } from "@fleet/diagnostics";

/** Data of one's own as somebody declared them: their place, and what stands there. */
export interface DataPlace {
  readonly path: Path;
  readonly value: unknown;
  /** Whether it is made anew each time that somebody asks; then there is no value. */
  readonly isComputed: boolean;
}

const sections = ["users", "hosts"];

/** Every `data` of a declaration of whatever shape: the fleet's, then those of users and hosts. */
export function listData(input: unknown): DataPlace[] {
  const ofEntries = sections.flatMap((section) =>
    entriesOf(valueAt(input, section)).flatMap(([id, body]) => dataOf(body, [section, id])),
  );
  return [...dataOf(input, []), ...ofEntries];
}

/**
 * The same declaration without any `data`, for whoever judges all of it by rules that data need not keep;
 * itself where it has none. What is no plain object keeps its own, for then it is judged as a whole.
 */
export function withoutData(input: unknown): unknown {
  if (!isPlainObject(input)) return input;
  const changed = sections.flatMap((section): [string, unknown][] => {
    const entries = entriesOf(valueAt(input, section));
    if (!entries.some(([, body]) => hasData(body))) return [];
    return [[section, Object.fromEntries(entries.map(([id, body]) => [id, omitData(body)]))]];
  });
  if (changed.length === 0) return omitData(input);
  return omitData({ ...input, ...Object.fromEntries(changed) });
}

function dataOf(body: unknown, owner: Path): DataPlace[] {
  if (!isPlainObject(body)) return [];
  const found = Object.getOwnPropertyDescriptor(body, "data");
  if (found === undefined) return [];
  const isComputed = found.get !== undefined;
  const value: unknown = isComputed ? undefined : found.value;
  return value === undefined && !isComputed
    ? []
    : [{ path: [...owner, "data"], value, isComputed }];
}

function omitData(body: unknown): unknown {
  if (!hasData(body) || typeof body !== "object" || body === null) return body;
  const { data: _, ...others } = Object.getOwnPropertyDescriptors(body);
  return Object.defineProperties({}, others);
}

function hasData(body: unknown): boolean {
  return isPlainObject(body) && Object.hasOwn(body, "data");
}

function entriesOf(record: unknown): [string, unknown][] {
  return isPlainObject(record) ? Object.entries(record) : [];
}

function valueAt(value: unknown, key: string): unknown {
  return isPlainObject(value) && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
