import type {
  ContainerNode,
  Entry,
  Item,
  ListNode,
  NamedNode,
  ObjectNode,
  TextNode,
  TextTree,
} from "./text-tree.ts";

/** One look into a tree. It ends, though names may lead in circles, or to ever more names. */
export interface Look {
  readonly tree: TextTree;
  /** How many names and spreads led here. */
  readonly depth: number;
  /** How many may still be followed. */
  readonly budget: { left: number };
}

/** Nobody's constants are nested deeper. */
const depthLimit = 30;

/** Begins to look into a tree. */
export function beginLook(tree: TextTree): Look {
  return { tree, depth: 0, budget: { left: 100_000 } };
}

/** One step further; undefined where there have been too many. */
function goOn({ tree, depth, budget }: Look): Look | undefined {
  budget.left -= 1;
  return depth === depthLimit || budget.left < 0 ? undefined : { tree, depth: depth + 1, budget };
}

/** A part of a container that was looked for. */
export interface PartHit {
  readonly container: ContainerNode;
  readonly index: number;
  readonly part: Entry | Item;
  /** A name on the way to the container that more than one place would feel a change of. */
  readonly shared: NamedNode | undefined;
  /** Whether another part of the container would count if this one were not there. */
  readonly isOverriding: boolean;
}

/** A part; `uncertain` where what is computed may be it. */
export type Hit = PartHit | "missing" | "uncertain";

/** What a name stands for. */
export interface Resolved {
  /** Undefined where it leads nowhere. */
  readonly node: TextNode | undefined;
  readonly shared: NamedNode | undefined;
}

/** What stands where a name or a member of a constant leads to; anything else is that itself. */
export function resolveName(from: TextNode | undefined, look: Look): Resolved {
  const own = from?.name === undefined ? undefined : look.tree.names.get(from.name);
  const shared = own?.isShared === true ? own : undefined;
  if (from?.kind !== "name") return { node: from, shared };
  const named = look.tree.names.get(from.target);
  const next = goOn(look);
  if (named === undefined || next === undefined) return { node: undefined, shared };
  let found = resolveName(named.value, next);
  for (const key of from.keys) {
    const hit = found.node?.kind === "object" ? findEntry(found.node, key, next) : "uncertain";
    if (typeof hit === "string") return { node: undefined, shared };
    const inner = resolveName(hit.part.value, next);
    // Whatever was shared on the way there is shared with what it leads to.
    found = { node: inner.node, shared: inner.shared ?? hit.shared ?? found.shared };
  }
  return { node: found.node, shared: named.isShared ? named : found.shared };
}

/** The last of the entries that have a key, for that is the one that counts. */
export function findEntry(container: ObjectNode, key: string, look: Look): Hit {
  const { parts } = container;
  const plain = indexPlain(container);
  if (plain !== undefined) {
    const [index, isOverriding] = plain.get(key) ?? [];
    const part = index === undefined ? undefined : parts[index];
    if (part === undefined || index === undefined) return "missing";
    return { container, index, part, shared: undefined, isOverriding: isOverriding === true };
  }
  for (let index = parts.length - 1; index >= 0; index--) {
    const part = parts[index];
    if (part === undefined || part.form === "merge") continue;
    const before = () => parts.slice(0, index);
    if (part.form === "spread") {
      const hit = findSpread(part, key, look);
      if (hit === "missing") continue;
      if (typeof hit === "string") return hit;
      return { ...hit, isOverriding: hit.isOverriding || mayHold(before(), key, look) };
    }
    if (part.key === undefined) return "uncertain";
    if (part.key !== key) continue;
    const others = [...before(), ...parts.filter(isMerge)];
    const isOverriding = mayHold(others, key, look);
    return { container, index, part, shared: undefined, isOverriding };
  }
  return parts.some(isMerge) ? "uncertain" : "missing";
}

/** Where the entry of a key stands that counts, and whether another would without it. */
type PlainIndex = ReadonlyMap<string, readonly [number, boolean]>;

const plainIndexes = new WeakMap<ObjectNode, { readonly index: PlainIndex | undefined }>();

/** Objects of thousands of keys are asked for each of them. Undefined where not all parts are plain pairs. */
function indexPlain(container: ObjectNode): PlainIndex | undefined {
  const known = plainIndexes.get(container);
  if (known !== undefined) return known.index;
  const isPlain = container.parts.every(({ form, key }) => form === "pair" && key !== undefined);
  const index = new Map<string, readonly [number, boolean]>();
  for (const [place, { key = "" }] of isPlain ? container.parts.entries() : []) {
    index.set(key, [place, index.has(key)]);
  }
  plainIndexes.set(container, { index: isPlain ? index : undefined });
  return isPlain ? index : undefined;
}

function isMerge({ form }: Entry): boolean {
  return form === "merge";
}

function findSpread(part: Entry, key: string, look: Look): Hit {
  const next = goOn(look);
  if (next === undefined) return "uncertain";
  const { node, shared } = resolveName(part.value, next);
  if (node?.kind !== "object") return "uncertain";
  const hit = findEntry(node, key, next);
  return typeof hit === "string" ? hit : { ...hit, shared: shared ?? hit.shared };
}

/** Whether any of these entries has a key, or may have it. */
export function mayHold(entries: readonly Entry[], key: string, look: Look): boolean {
  return entries.some((entry) => {
    if (entry.form === "spread") return findSpread(entry, key, look) !== "missing";
    return entry.form === "merge" || entry.key === undefined || entry.key === key;
  });
}

const spreadless = new WeakMap<ListNode, boolean>();

function isSpreadless(list: ListNode): boolean {
  const known = spreadless.get(list) ?? list.parts.every(({ form }) => form === "item");
  spreadless.set(list, known);
  return known;
}

/** The item at an index, in the list or in one that is spread in it. */
export function findItem(container: ListNode, wanted: number, look: Look): Hit {
  const direct = isSpreadless(container) ? container.parts[wanted] : undefined;
  if (direct !== undefined) {
    return { container, index: wanted, part: direct, shared: undefined, isOverriding: false };
  }
  let before = 0;
  for (const [index, part] of container.parts.entries()) {
    if (part.form === "item") {
      if (before === wanted) {
        return { container, index, part, shared: undefined, isOverriding: false };
      }
      before += 1;
      continue;
    }
    const next = goOn(look);
    const { node, shared } = resolveName(next && part.value, look);
    if (next === undefined || node?.kind !== "list") return "uncertain";
    const length = countItems(node, next);
    if (length === undefined) return "uncertain";
    if (wanted < before + length) {
      const hit = findItem(node, wanted - before, next);
      return typeof hit === "string" ? hit : { ...hit, shared: shared ?? hit.shared };
    }
    before += length;
  }
  return "missing";
}

/** How many items a list has; undefined where that is not certain. */
export function countItems(list: ListNode, look: Look): number | undefined {
  let length = 0;
  for (const part of list.parts) {
    const next = part.form === "spread" ? goOn(look) : undefined;
    const { node } = resolveName(next && part.value, look);
    const spread = next !== undefined && node?.kind === "list" ? countItems(node, next) : undefined;
    const more = part.form === "item" ? 1 : spread;
    if (more === undefined) return undefined;
    length += more;
  }
  return length;
}
