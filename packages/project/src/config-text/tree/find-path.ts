import type { ConfigPath } from "../config-text-types.ts";
import {
  beginLook,
  findEntry,
  findItem,
  type Hit,
  mayHold,
  type PartHit,
  resolveName,
} from "./look-up.ts";
import type { Entry, NamedNode, TextNode, TextTree } from "./text-tree.ts";

/** One key of a path, where it stands. */
export type Step = PartHit;

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
  const look = beginLook(tree);
  const steps: Step[] = [];
  let { node, shared } = resolveName(tree.root, look);
  for (const key of path) {
    if (node?.kind !== "object" && (node?.kind !== "list" || typeof key !== "number")) {
      return { status: "closed", steps, node, shared };
    }
    const hit: Hit =
      node.kind === "list" ? findItem(node, Number(key), look) : findEntry(node, String(key), look);
    if (typeof hit === "string") return { status: hit, steps, node, shared };
    steps.push({ ...hit, shared: shared ?? hit.shared });
    const next = resolveName(hit.part.value, look);
    node = next.node;
    shared = shared ?? hit.shared ?? next.shared;
  }
  return { status: "found", steps, node, shared };
}

/** Whether any of these entries has a key, or may have it. */
export function mayHoldKey(tree: TextTree, entries: readonly Entry[], key: string): boolean {
  return mayHold(entries, key, beginLook(tree));
}
