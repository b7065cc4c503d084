import type { Json } from "../config-text-types.ts";
import { beginLook, type Look, resolveName } from "./look-up.ts";
import type { Entry, ListNode, TextNode, TextTree } from "./text-tree.ts";

/** The data that a node is, with all that its names stand for; undefined where any of it is computed. */
export function staticValue(tree: TextTree, from: TextNode): Json | undefined {
  return readData(from, { ...beginLook(tree), budget: { left: 1_000_000 } });
}

/** No declaration is nested deeper; what stands for itself is. */
const depthLimit = 200;

function readData(from: TextNode, look: Look): Json | undefined {
  const { node } = resolveName(from, { ...look, depth: 0 });
  look.budget.left -= 1;
  if (node === undefined || look.depth === depthLimit || look.budget.left < 0) return undefined;
  const inner = { ...look, depth: look.depth + 1 };
  if (node.kind === "data") return node.value;
  if (node.kind === "list") return readItems(node, inner);
  return node.kind === "object" ? readEntries(node.parts, inner) : undefined;
}

function readItems({ parts }: ListNode, look: Look): Json | undefined {
  const items: Json[] = [];
  for (const { form, value } of parts) {
    const read = readData(value, look);
    if (read === undefined) return undefined;
    if (form === "item") items.push(read);
    else if (Array.isArray(read)) for (const item of read) items.push(item);
    else return undefined;
  }
  return items;
}

function readEntries(parts: readonly Entry[], look: Look): Json | undefined {
  const entries = new Map<string, Json>();
  for (const { form, key, value } of parts) {
    const read = form === "code" || form === "merge" ? undefined : readData(value, look);
    if (read === undefined) return undefined;
    if (key !== undefined) entries.set(key, read);
    else if (!isObject(read)) return undefined;
    else for (const [name, item] of Object.entries(read)) entries.set(name, item);
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
