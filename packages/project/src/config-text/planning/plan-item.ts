import type { Json } from "../config-text-types.ts";
import type { Search } from "../tree/find-path.ts";
import { beginLook, countItems } from "../tree/look-up.ts";
import type { TextTree } from "../tree/text-tree.ts";
import { type EditRequest, nestValue } from "./change-value.ts";
import { type Operation, ownerOf, refuse, showPath } from "./operation.ts";

/** Decides about an item that a list does not have. */
export function planItem(tree: TextTree, search: Search, { path, value }: EditRequest): Operation {
  const { node, steps } = search;
  const [index, ...rest] = path.slice(steps.length);
  const around = showPath(path.slice(0, steps.length));
  if (node?.kind !== "list") return { kind: "none" };
  const length = countItems(node, beginLook(tree));
  if (length === undefined) return refuse(`Part of ${around} is computed.`, search, path);
  const nested = value === undefined ? undefined : nestValue(rest, value);
  if (index !== length || nested === undefined) {
    return refuse(`${around} has ${length} items, and the next would be ${length}.`, search, path);
  }
  return addItem(search, node.parts.length, nested);
}

/** Adds an item to the list that was found. */
export function addItem({ node, steps }: Search, index: number, value: Json): Operation {
  if (node?.kind !== "list") return { kind: "none" };
  return {
    kind: "add",
    container: node,
    index,
    key: undefined,
    value,
    owner: ownerOf(steps, node),
  };
}
