/** A mapping of plain values, as JSON or YAML give them. */
export type Plain = { readonly [key: string]: unknown };

/** Whether a value is a mapping. */
export function isRecord(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The items of a list; none when it is no list. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** An own text of a mapping; empty when there is none. */
export function textOf(record: Plain, key: string): string {
  const value = Object.hasOwn(record, key) ? record[key] : undefined;
  return typeof value === "string" ? value : "";
}
