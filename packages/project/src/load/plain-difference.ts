import type { Path } from "@fleet/diagnostics";

/** Where two copies of a value (see `copyPlain`) first differ; undefined where they are the same. */
export function findDifference(before: unknown, after: unknown, path: Path = []): Path | undefined {
  if (Object.is(before, after)) return undefined;
  if (!isObject(before) || !isObject(after)) return path;
  if (Array.isArray(before) !== Array.isArray(after)) return path;
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const key of keys) {
    const inner = [...path, Array.isArray(before) ? Number(key) : key];
    if (!Object.hasOwn(before, key) || !Object.hasOwn(after, key)) return inner;
    const found = findDifference(Reflect.get(before, key), Reflect.get(after, key), inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
