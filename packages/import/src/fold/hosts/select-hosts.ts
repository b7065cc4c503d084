import { compareNames } from "@fleet/diagnostics";
import type { FoldedHost } from "../folded-host.ts";

/**
 * Says which hosts are meant in the fewest words that mean these and no others: all of a platform, all with a tag, or
 * their ids.
 */
export type HostSelection = (ids: Iterable<string>) => readonly string[];

/** The selection of a fleet. */
export function createHostSelection(hosts: ReadonlyMap<string, FoldedHost>): HostSelection {
  const byWord = new Map<string, string[]>();
  const add = (word: string, id: string) => {
    const known = byWord.get(word);
    if (known === undefined) byWord.set(word, [id]);
    else known.push(id);
  };
  for (const { id, platform, found } of hosts.values()) {
    add(`platform:${platform}`, id);
    for (const tag of new Set(found.tags)) add(`tag:${tag}`, id);
  }
  const words = new Map<string, string>();
  for (const [word, ids] of byWord) {
    const key = keyOf(ids);
    // One host is better named than described.
    if (ids.length > 1 && !words.has(key)) words.set(key, word);
  }
  return (ids) => {
    const sorted = [...new Set(ids)].sort(compareNames);
    const word = words.get(keyOf(sorted));
    return word === undefined ? sorted : [word];
  };
}

function keyOf(ids: readonly string[]): string {
  return JSON.stringify([...ids].sort(compareNames));
}
