import { sealedTypeOf } from "./sealed-token.ts";
import type { TreeBranch, TreeComment, TreeEntry, TreeValue } from "./value-tree.ts";

/**
 * Whether one of several contents with something sealed in it is another one again, letter by letter. Less
 * than all of it says nothing: sops seals equal values at the same place of two documents equally.
 */
export function repeatsContent(contents: readonly TreeBranch[]): boolean {
  if (contents.length < 2) return false;
  const seen = new Set<string>();
  for (const content of contents.filter(hasSealed)) {
    const text = JSON.stringify(content, (name, value) => (name === "line" ? undefined : value));
    if (seen.has(text)) return true;
    seen.add(text);
  }
  return false;
}

function hasSealed(value: TreeValue | TreeEntry | TreeComment): boolean {
  if (typeof value === "string") return sealedTypeOf(value) !== undefined;
  if (typeof value !== "object" || value === null || value.kind === "comment") return false;
  return value.kind === "entry" ? hasSealed(value.value) : value.items.some(hasSealed);
}
