import type { JsonValue } from "@fleet/nix-eval";

/** Members of an object that Nix told, by name. */
export type Members = ReadonlyMap<string, JsonValue>;

/** The members of an object; none where it is none. */
export function readMembers(value: JsonValue | undefined): Members {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return new Map(isObject ? Object.entries(value) : []);
}

/** The objects in a list; none where it is none. */
export function readList(value: JsonValue | undefined): Members[] {
  return Array.isArray(value) ? value.map(readMembers) : [];
}

/** A text, or null. */
export function readText(value: JsonValue | undefined): string | null {
  return typeof value === "string" ? value : null;
}

/** A number, or null. */
export function readNumber(value: JsonValue | undefined): number | null {
  return typeof value === "number" ? value : null;
}

/** Yes, no, or null. */
export function readFlag(value: JsonValue | undefined): boolean | null {
  return typeof value === "boolean" ? value : null;
}

/** The texts in a list; null where it is none. */
export function readTexts(value: JsonValue | undefined): string[] | null {
  if (!Array.isArray(value)) return null;
  return value.filter((member) => typeof member === "string");
}
