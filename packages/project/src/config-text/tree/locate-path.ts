import type { ConfigPath, ConfigPlace } from "../config-text-types.ts";
import { findPath } from "./find-path.ts";
import type { Entry, Item, TextTree } from "./text-tree.ts";

/**
 * The place of a path. Where it leads to something that is computed, or not there, it is the
 * innermost place around it that is written out. It may know less than there is to know, but never
 * points to another place than the path's.
 */
export function locatePath(tree: TextTree, path: ConfigPath): ConfigPlace | undefined {
  const { status, steps, node } = findPath(tree, path);
  const isExact = status === "found";
  const last = steps.at(-1);
  if (last !== undefined) return { isExact, ...placeOf(last.part) };
  if (path.length > 0 || node === undefined) return undefined;
  const { start, end } = node;
  return { isExact, start, value: { start, end } };
}

function placeOf(part: Entry | Item): Omit<ConfigPlace, "isExact"> {
  const value = { start: part.value.start, end: part.value.end };
  if (!("keyRange" in part)) return { start: value.start, value };
  return { start: part.keyRange.start, key: part.keyRange, value };
}
