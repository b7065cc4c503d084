import type { ConfigPath } from "./config-text-types.ts";
import type {
  ContainerNode,
  Entry,
  Item,
  NamedNode,
  ObjectNode,
  TextNode,
  TextTree,
} from "./text-tree.ts";

/** One key of a path, where it stands. */
export interface Step {
  readonly container: ContainerNode;
  readonly index: number;
  readonly part: Entry | Item;
  /** A name on the way to the container that more than one place would feel a change of. */
  readonly shared: NamedNode | undefined;
  /** Whether another part of the container would count if this one were not there. */
  readonly isOverriding: boolean;
}

/** How far a path can be followed. */
export interface Search {
  /** `uncertain`: what is computed may hold the next key. `closed`: this holds no keys. */
  readonly status: "found" | "missing" | "uncertain" | "closed";
  readonly steps: readonly Step[];
  /** The innermost value found; undefined where a name leads nowhere. */
  readonly node: TextNode | undefined;
  readonly shared: NamedNode | undefined;
}

/** Follows a path through literals and the names of constants. */
export function findPath(tree: TextTree, path: ConfigPath): Search {
  const steps: Step[] = [];
  let { node, shared } = resolveNode(tree, tree.root);
  for (const key of path) {
    if (node?.kind !== "object" && (node?.kind !== "list" || typeof key !== "number")) {
      return { status: "closed", steps, node, shared };
    }
    const hit: Hit =
      node.kind === "list" ? findItem(tree, node, Number(key)) : findEntry(tree, node, String(key));
    if (typeof hit === "string") return { status: hit, steps, node, shared };
    steps.push({ ...hit, shared: shared ?? hit.shared });
    const next = resolveNode(tree, hit.part.value);
    node = next.node;
    shared = shared ?? hit.shared ?? next.shared;
  }
  return { status: "found", steps, node, shared };
}

interface Resolved {
  readonly node: TextNode | undefined;
  readonly shared: NamedNode | undefined;
}

/** Names lead to names, but never in a circle for long. */
const nameLimit = 10;

/** What stands where a name or a member of a constant leads to. */
export function resolveNode(tree: TextTree, from: TextNode | undefined, depth = 0): Resolved {
  const own = from?.name === undefined ? undefined : tree.names.get(from.name);
  const shared = own?.isShared === true ? own : undefined;
  if (from?.kind !== "name") return { node: from, shared };
  const named = tree.names.get(from.target);
  if (named === undefined || depth === nameLimit) return { node: undefined, shared };
  let next = resolveNode(tree, named.value, depth + 1);
  for (const key of from.keys) {
    const hit =
      next.node?.kind === "object" ? findEntry(tree, next.node, key, depth + 1) : "uncertain";
    if (typeof hit === "string") return { node: undefined, shared };
    next = resolveNode(tree, hit.part.value, depth + 1);
  }
  return { node: next.node, shared: (named.isShared ? named : undefined) ?? next.shared };
}

type Hit = Step | "missing" | "uncertain";

/** The last of the entries that have a key, for that is the one that counts. */
function findEntry(tree: TextTree, container: ObjectNode, key: string, depth = 0): Hit {
  for (let index = container.parts.length - 1; index >= 0; index--) {
    const part = container.parts[index];
    if (part === undefined || part.form === "merge") continue;
    if (part.form === "spread") {
      const hit = findSpread(tree, part, key, depth);
      if (hit === "missing") continue;
      if (typeof hit === "string") return hit;
      return {
        ...hit,
        isOverriding: hit.isOverriding || mayHold(tree, container.parts.slice(0, index), key),
      };
    }
    if (part.key === undefined) return "uncertain";
    if (part.key !== key) continue;
    const others = [...container.parts.slice(0, index), ...container.parts.filter(isMerge)];
    return { container, index, part, shared: undefined, isOverriding: mayHold(tree, others, key) };
  }
  return container.parts.some(isMerge) ? "uncertain" : "missing";
}

function isMerge({ form }: Entry): boolean {
  return form === "merge";
}

function findSpread(tree: TextTree, part: Entry, key: string, depth: number): Hit {
  const { node, shared } = resolveNode(tree, part.value, depth + 1);
  if (node?.kind !== "object" || depth > nameLimit) return "uncertain";
  const hit = findEntry(tree, node, key, depth + 1);
  return typeof hit === "string" ? hit : { ...hit, shared: shared ?? hit.shared };
}

/** Whether any of these entries has a key, or may have it. */
export function mayHold(tree: TextTree, entries: readonly Entry[], key: string): boolean {
  return entries.some((entry) => {
    if (entry.form === "spread") return findSpread(tree, entry, key, 0) !== "missing";
    return entry.form === "merge" || entry.key === undefined || entry.key === key;
  });
}

function findItem(tree: TextTree, container: ContainerNode, index: number, depth = 0): Hit {
  let before = 0;
  for (const [at, part] of container.parts.entries()) {
    if (part.form !== "spread") {
      if (before === index)
        return { container, index: at, part, shared: undefined, isOverriding: false };
      before += 1;
      continue;
    }
    const { node, shared } = resolveNode(tree, part.value, depth + 1);
    const length =
      node?.kind === "list" && depth <= nameLimit ? certainLength(tree, node, depth) : undefined;
    if (node?.kind !== "list" || length === undefined) return "uncertain";
    if (index < before + length) {
      const hit = findItem(tree, node, index - before, depth + 1);
      return typeof hit === "string" ? hit : { ...hit, shared: shared ?? hit.shared };
    }
    before += length;
  }
  return "missing";
}

/** How many items a list has; undefined where that is not certain. */
export function certainLength(tree: TextTree, list: ContainerNode, depth = 0): number | undefined {
  let length = 0;
  for (const part of list.parts) {
    if (part.form !== "spread") {
      length += 1;
      continue;
    }
    const { node } = resolveNode(tree, part.value, depth + 1);
    const more =
      node?.kind === "list" && depth <= nameLimit
        ? certainLength(tree, node, depth + 1)
        : undefined;
    if (more === undefined) return undefined;
    length += more;
  }
  return length;
}
