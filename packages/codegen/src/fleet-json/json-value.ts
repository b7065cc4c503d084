/** An object as a text of JSON has it; what it inherits has no name that a file of fleet's has. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Reads a value; undefined where it is not of the kind. */
export type Read<T> = (value: unknown) => T | undefined;

const nothing: JsonRecord = {};

/** The fields of an object; of anything else there are none. */
export function fieldsOf(value: unknown): JsonRecord {
  return isRecord(value) ? value : nothing;
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const readText: Read<string> = (value) => (typeof value === "string" ? value : undefined);
export const readFlag: Read<boolean> = (value) => (typeof value === "boolean" ? value : undefined);
export const readNumber: Read<number> = (value) => (typeof value === "number" ? value : undefined);

/** A list, unknown as a whole where one item is: half of who is in a group is not who is in it. */
export function readList<T>(value: unknown, read: Read<T>): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items: T[] = [];
  for (const one of value) {
    const item = read(one);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

export function readTexts(value: unknown): readonly string[] | undefined {
  return readList(value, readText);
}

/** What stands under each name, in the order of the text; a name under which nothing can be read is left out. */
export function readMap<T>(
  value: unknown,
  read: (value: unknown, name: string) => T | undefined,
): ReadonlyMap<string, T> | undefined {
  if (!isRecord(value)) return undefined;
  const entries = new Map<string, T>();
  for (const name of Object.keys(value)) {
    const entry = read(value[name], name);
    if (entry !== undefined) entries.set(name, entry);
  }
  return entries;
}
