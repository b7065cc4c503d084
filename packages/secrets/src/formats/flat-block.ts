import { quote } from "@fleet/diagnostics";
import type { Plain } from "../keys/plain.ts";
import { deepestNesting } from "../tree/value-tree.ts";

/** A nested value that is being put together; the keys of a list are its places. */
interface Branch {
  readonly isList: boolean;
  readonly entries: Map<string, Branch | string>;
}

/** A block that was put together, or why its keys do not fit together. */
export type Unflattened =
  | { readonly ok: true; readonly block: Plain }
  | { readonly ok: false; readonly problem: string };

/**
 * Puts together again what sops flattens for dotenv and INI: `age__list_0__map_recipient` is
 * `age[0].recipient` (stores/flatten.go). Only what sops writes is taken: places in a list are counted
 * from 0 without gaps and written as numbers are, since each version makes something else of others.
 */
export function unflatten(flat: ReadonlyMap<string, string>): Unflattened {
  const root: Branch = { isList: false, entries: new Map() };
  for (const [key, value] of flat) {
    if (!put(root, key.split(/__(map|list)_/), value)) {
      return {
        ok: false,
        problem: `The key ${quote(key)} of its sops block is none that sops writes, or contradicts another.`,
      };
    }
  }
  const gap = findGap(root);
  if (gap !== undefined) {
    return {
      ok: false,
      problem: `The places of a list in its sops block have a gap before ${gap}.`,
    };
  }
  const entries = [...root.entries].map(([key, value]) => [key, finish(value)] as const);
  return { ok: true, block: Object.fromEntries(entries) };
}

/** `tokens` are a key, then a kind and a key for each further level. */
function put(root: Branch, tokens: readonly string[], value: string): boolean {
  if (tokens.length > deepestNesting) return false;
  let branch = root;
  for (let index = 0; index < tokens.length; index += 2) {
    const key = tokens[index] ?? "";
    const kind = tokens[index + 1];
    if (key === "" || key === "__proto__") return false;
    if (branch.isList && !/^(?:0|[1-9]\d{0,4})$/.test(key)) return false;
    if (kind === undefined) {
      if (branch.entries.has(key)) return false;
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

/** The first place of a list before which one is missing. */
function findGap({ isList, entries }: Branch): number | undefined {
  if (isList) {
    const places = [...entries.keys()].map(Number).sort((a, b) => a - b);
    const place = places.find((one, index) => one !== index);
    if (place !== undefined) return place;
  }
  for (const below of entries.values()) {
    const gap = typeof below === "string" ? undefined : findGap(below);
    if (gap !== undefined) return gap;
  }
  return undefined;
}

function finish(value: Branch | string): unknown {
  if (typeof value === "string") return value;
  if (!value.isList) {
    return Object.fromEntries([...value.entries].map(([key, below]) => [key, finish(below)]));
  }
  const inOrder = [...value.entries].sort(([a], [b]) => Number(a) - Number(b));
  return inOrder.map(([, below]) => finish(below));
}
