/**
 * What a file holds beside its sops block, as sops walks over it (`TreeBranch` in sops.go): mappings and
 * lists whose comments stand between their items.
 */
export interface TreeBranch {
  readonly kind: "branch";
  readonly items: readonly (TreeEntry | TreeComment)[];
}

/** A list, with its comments. */
export interface TreeList {
  readonly kind: "list";
  readonly items: readonly (TreeValue | TreeComment)[];
}

/** A key and its value. */
export interface TreeEntry {
  readonly kind: "entry";
  readonly key: string;
  readonly value: TreeValue;
}

/** A comment without the character that begins it; its line, of which the first is 1. */
export interface TreeComment {
  readonly kind: "comment";
  readonly text: string;
  readonly line: number;
}

/** Anything that can stand under a key. */
export type TreeValue = string | number | boolean | null | TreeBranch | TreeList;

/** Deeper than anybody nests; it keeps a hostile file from exhausting the stack. */
export const deepestNesting = 100;

/** Turns plain values into a tree without comments; undefined when they are nested too deep, or no number is so large. */
function toTree(value: unknown, depth = 0): TreeValue | undefined {
  if (depth > deepestNesting) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => toTree(item, depth + 1));
    return items.every((item) => item !== undefined) ? { kind: "list", items } : undefined;
  }
  if (typeof value === "object" && value !== null) return toBranch(Object.entries(value), depth);
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value === "boolean" || value === null) return value;
  return typeof value === "string" ? value : undefined;
}

/** Turns keys with plain values into a branch; undefined when they are nested too deep. */
export function toBranch(
  entries: readonly (readonly [key: string, value: unknown])[],
  depth = 0,
): TreeBranch | undefined {
  const items: TreeEntry[] = [];
  for (const [key, plain] of entries) {
    const value = toTree(plain, depth + 1);
    if (value === undefined) return undefined;
    items.push({ kind: "entry", key, value });
  }
  return { kind: "branch", items };
}
