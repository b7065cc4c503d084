import type { JsonValue } from "@fleet/nix-eval";

/** A value as Nix gave it; undefined where the way of asking cannot tell. */
export type Fact = JsonValue | undefined;

/** The members of an object; none where it is no object. */
export function readEntries(value: Fact): ReadonlyMap<string, JsonValue> {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return new Map(isObject ? Object.entries(value) : []);
}

/** The texts in a list; undefined where it is no list. */
export function readTexts(value: Fact): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter((member) => typeof member === "string");
}

/** The members of an object, each as it is read; none where it is no object. */
export function readMap<T>(value: Fact, read: (member: JsonValue) => T): ReadonlyMap<string, T> {
  return new Map([...readEntries(value)].map(([name, member]) => [name, read(member)]));
}
