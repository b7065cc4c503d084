import type { Json } from "./config-text-types.ts";
import { resolveNode } from "./find-path.ts";
import type { Entry, TextNode, TextTree } from "./text-tree.ts";

/** The data that a node is, with all that its names stand for; undefined where any of it is computed. */
export function staticValue(tree: TextTree, from: TextNode, depth = 0): Json | undefined {
  const { node } = resolveNode(tree, from);
  // What stands for itself has no end.
  if (node === undefined || depth > 200) return undefined;
  if (node.kind === "data") return node.value;
  if (node.kind === "list") {
    const items: Json[] = [];
    for (const part of node.parts) {
      const value = staticValue(tree, part.value, depth + 1);
      if (value === undefined || (part.form === "spread" && !Array.isArray(value)))
        return undefined;
      if (part.form === "spread" && Array.isArray(value)) items.push(...value);
      else items.push(value);
    }
    return items;
  }
  return node.kind === "object" ? staticObject(tree, node.parts, depth) : undefined;
}

function staticObject(tree: TextTree, parts: readonly Entry[], depth: number): Json | undefined {
  const entries = new Map<string, Json>();
  for (const { form, key, value } of parts) {
    const read =
      form === "code" || form === "merge" ? undefined : staticValue(tree, value, depth + 1);
    if (read === undefined) return undefined;
    if (key !== undefined) entries.set(key, read);
    else if (isObject(read))
      for (const [name, item] of Object.entries(read)) entries.set(name, item);
    else return undefined;
  }
  // So `__proto__` becomes a key like any other.
  return Object.fromEntries(entries);
}

/** Whether data is keys and values. */
export function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether two values are the same data, in whichever order their keys are. */
export function isSameData(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      (key) => Object.hasOwn(b, key) && isSameData(Reflect.get(a, key), Reflect.get(b, key)),
    )
  );
}
