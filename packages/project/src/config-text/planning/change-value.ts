import type { ConfigPath, EditWay, Json } from "../config-text-types.ts";
import { isList } from "../style/render-value.ts";
import { isObject } from "../tree/static-value.ts";

/** What an edit asks for: `value` undefined deletes. */
export interface EditRequest {
  readonly path: ConfigPath;
  readonly value: Json | undefined;
  readonly way: EditWay;
}

/** The data that a declaration says after an edit; undefined where it cannot say that. */
export function changeValue(before: Json | undefined, request: EditRequest): Json | undefined {
  const [key, ...rest] = request.path;
  const { value, way } = request;
  if (key === undefined) {
    if (way !== "append" || value === undefined) return value;
    return before !== undefined && isList(before) ? [...before, value] : [value];
  }
  const inner = { ...request, path: rest };
  if (typeof key === "number") {
    const items = before !== undefined && before !== null && isList(before) ? before : [];
    const isInsert = way === "insert" && rest.length === 0;
    const item = isInsert ? value : changeValue(items[key], inner);
    const behind = items.slice(isInsert ? key : key + 1);
    return [...items.slice(0, key), ...(item === undefined ? [] : [item]), ...behind];
  }
  const entries = new Map(Object.entries(isObject(before) ? before : {}));
  const changed = changeValue(entries.get(key), inner);
  if (changed === undefined) entries.delete(key);
  else entries.set(key, changed);
  // So `__proto__` becomes a key like any other.
  return Object.fromEntries(entries);
}

/** A value inside of what has to be made around it; undefined where a list would have gaps. */
export function nestValue(path: ConfigPath, value: Json): Json | undefined {
  const hasGap = path.some((key) => typeof key === "number" && key !== 0);
  return hasGap ? undefined : changeValue(undefined, { path, value, way: "set" });
}
