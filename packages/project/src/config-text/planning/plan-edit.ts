import type { ConfigPath } from "../config-text-types.ts";
import { findPath, mayHoldKey, type Search } from "../tree/find-path.ts";
import { isSameData, staticValue } from "../tree/static-value.ts";
import type { TextTree } from "../tree/text-tree.ts";
import { type EditRequest, nestValue } from "./change-value.ts";
import { type Operation, ownerOf, refuse, refuseShared, showPath } from "./operation.ts";
import { addItem, planItem } from "./plan-item.ts";

/** Decides what an edit does to a text. */
export function planEdit(tree: TextTree, request: EditRequest): Operation {
  const { path, value, way } = request;
  const search = findPath(tree, path);
  const stray = findStrayIndex(search, path);
  if (stray !== undefined)
    return refuse(`${showPath(path.slice(0, stray))} is no list.`, search, path);
  if (way === "append") return planAppend(tree, search, request);
  if (way === "insert") return planInsert(tree, request);
  if (search.status !== "found") return planMissing(tree, search, request);
  return value === undefined ? planRemoval(search, path) : planReplacement(tree, search, request);
}

/** Where in a path an index is said of what has keys. */
function findStrayIndex({ steps, node }: Search, path: ConfigPath): number | undefined {
  const kinds = [...steps.map(({ container }) => container.kind), node?.kind];
  const at = kinds.findIndex((kind, index) => kind === "object" && typeof path[index] === "number");
  return at === -1 ? undefined : at;
}

function planReplacement(tree: TextTree, search: Search, request: EditRequest): Operation {
  const { path, value } = request;
  const { steps, node, shared } = search;
  const last = steps.at(-1);
  const raw = last?.part.value ?? tree.root;
  if (value === undefined) return { kind: "none" };
  const now = node === undefined ? undefined : staticValue(tree, node);
  if (isSameData(now, value)) return { kind: "none" };
  if (shared !== undefined) return refuseShared(shared.name, search, path);
  if (node === undefined || now === undefined || last?.part.form === "code") {
    const reason = `${showPath(path)} is computed, and a value here would replace the code.`;
    return refuse(reason, search, path);
  }
  return { kind: "replace", node, value, owner: raw === node ? last : undefined };
}

function planRemoval(search: Search, path: ConfigPath): Operation {
  const last = search.steps.at(-1);
  if (last === undefined) return refuse("The whole declaration cannot be deleted.", search, path);
  if (last.shared !== undefined) return refuseShared(last.shared.name, search, path);
  if (last.isOverriding) {
    const reason = `Without ${showPath(path)} another value before it would count.`;
    return refuse(reason, search, path);
  }
  return {
    kind: "remove",
    container: last.container,
    index: last.index,
    owner: ownerOf(search.steps.slice(0, -1), last.container),
  };
}

function planMissing(tree: TextTree, search: Search, request: EditRequest): Operation {
  const { path, value } = request;
  const { status, steps, node, shared } = search;
  const rest = path.slice(steps.length);
  const around = showPath(path.slice(0, steps.length));
  const isNothing = node?.kind === "data" && node.value === null;
  // A statement elsewhere may have put there what is not written here.
  if (shared !== undefined) return refuseShared(shared.name, search, path);
  if (value === undefined && (status === "missing" || isNothing)) return { kind: "none" };
  if (node === undefined || node.kind === "code" || node.kind === "name") {
    return refuse(`${around} is not written out here, but computed.`, search, path);
  }
  if (isNothing && steps.length > 0 && value !== undefined) {
    const nested = nestValue(rest, value);
    if (nested !== undefined)
      return { kind: "replace", node, value: nested, owner: ownerOf(steps, node) };
  }
  if (node.kind === "data") return refuse(`${around} holds no other values.`, search, path);
  if (status === "closed") return refuse(`${around} is a list.`, search, path);
  if (node.kind === "list") return planItem(tree, search, request);
  const isHidden =
    status === "uncertain" &&
    (rest.length > 1 || value === undefined || isOverridden(tree, search, rest));
  if (isHidden)
    return refuse(
      `Part of ${around} is computed, and may hold ${showPath(rest.slice(0, 1))}.`,
      search,
      path,
    );
  const nested = value === undefined ? undefined : nestValue(rest.slice(1), value);
  if (nested === undefined) return refuse("A list would have gaps.", search, path);
  const index = node.parts.length;
  return {
    kind: "add",
    container: node,
    index,
    key: String(rest[0]),
    value: nested,
    owner: ownerOf(steps, node),
  };
}

/** Whether a key is written out, and then replaced by something that is computed. */
function isOverridden(tree: TextTree, { node }: Search, [key]: ConfigPath): boolean {
  if (node?.kind !== "object") return false;
  const written = node.parts.filter(({ key }) => key !== undefined);
  return mayHoldKey(tree, written, String(key));
}

function planAppend(tree: TextTree, search: Search, request: EditRequest): Operation {
  const { path, value } = request;
  if (value === undefined) return refuse("There is nothing to append.", search, path);
  const { status, node, shared } = search;
  const isNothing = node?.kind === "data" && node.value === null;
  if (status !== "found" || isNothing) {
    const set = { path, value: [value], way: "set" } as const;
    return isNothing && status === "found"
      ? planReplacement(tree, search, set)
      : planMissing(tree, search, set);
  }
  const inside = [...path, 0];
  if (node?.kind !== "list")
    return refuse(`${showPath(path)} is not a list that is written out.`, search, inside);
  if (shared !== undefined) return refuseShared(shared.name, search, inside);
  return addItem(search, node.parts.length, value);
}

function planInsert(tree: TextTree, request: EditRequest): Operation {
  const { path, value } = request;
  const search = findPath(tree, path);
  const index = path.at(-1);
  if (value === undefined || typeof index !== "number")
    return refuse("Only a value can be inserted, before an item of a list.", search, path);
  const last = search.steps.at(-1);
  if (search.status !== "found" || last === undefined) return planMissing(tree, search, request);
  if (last.shared !== undefined) return refuseShared(last.shared.name, search, path);
  const { container } = last;
  const owner = ownerOf(search.steps.slice(0, -1), container);
  return { kind: "add", container, index: last.index, key: undefined, value, owner };
}
