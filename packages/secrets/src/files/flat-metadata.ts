import type { Plain } from "../keys/plain.ts";

/** A nested value that is being put together; the keys of a list are its places. */
interface Branch {
  readonly isList: boolean;
  readonly entries: Map<string, Branch | string>;
}

/**
 * Puts together again what sops flattens for dotenv and INI: `age__list_0__map_recipient` is
 * `age[0].recipient` (stores/flatten.go). Undefined when a key contradicts another.
 */
export function unflatten(flat: ReadonlyMap<string, string>): Plain | undefined {
  const root: Branch = { isList: false, entries: new Map() };
  for (const [key, value] of flat) {
    const tokens = key.split(/__(map|list)_/);
    if (!put(root, tokens, value)) return undefined;
  }
  return Object.fromEntries([...root.entries].map(([key, value]) => [key, finish(value)]));
}

/** `tokens` are a key, then a kind and a key for each further level. */
function put(root: Branch, tokens: readonly string[], value: string): boolean {
  let branch = root;
  for (let index = 0; index < tokens.length; index += 2) {
    const key = tokens[index] ?? "";
    const kind = tokens[index + 1];
    if (branch.isList && !/^\d{1,6}$/.test(key)) return false;
    if (kind === undefined) {
      branch.entries.set(key, value);
      return true;
    }
    const below = branch.entries.get(key) ?? { isList: kind === "list", entries: new Map() };
    if (typeof below === "string" || below.isList !== (kind === "list")) return false;
    branch.entries.set(key, below);
    branch = below;
  }
  return false;
}

function finish(value: Branch | string): unknown {
  if (typeof value === "string") return value;
  if (!value.isList) {
    return Object.fromEntries([...value.entries].map(([key, below]) => [key, finish(below)]));
  }
  const inOrder = [...value.entries].sort(([a], [b]) => Number(a) - Number(b));
  return inOrder.map(([, below]) => finish(below));
}
