import { parseForeignKey } from "../keys/foreign-key.ts";
import { isGenerated } from "../sops-yaml/generated-text.ts";
import { readAnchorNames } from "./anchor-names.ts";

/**
 * Whose the keys in a `.sops.yaml` are, by recipient: in one that fleet wrote, the readers that its
 * anchors stand for; in one of somebody's own, the anchors as they are. A reader whose id has other
 * characters than letters, digits, `_` and `-` has `_` in their place.
 */
export function readAnchoredReaders(text: string): Map<string, string> {
  const anchors = readAnchorNames(text);
  const isOurs = isGenerated(text);
  const taken = new Set(anchors.values());
  const readers = new Map<string, string>();
  for (const [key, anchor] of anchors) {
    const reader = isOurs ? readerOf(anchor, taken) : anchor;
    if (reader !== undefined) readers.set(recipientOf(key), reader);
  }
  return readers;
}

/** `user:ben` for `user_ben`, and for `user_ben_2` beside it, which is another key of the same. */
function readerOf(anchor: string, taken: ReadonlySet<string>): string | undefined {
  const first = anchor.replace(/_\d+$/, "");
  const [, kind, id] = /^(user|host|operator)_(.+)$/.exec(taken.has(first) ? first : anchor) ?? [];
  return kind === undefined || id === undefined ? undefined : `${kind}:${id}`;
}

/** The id of a recipient that stands as a text in a list of its type. */
function recipientOf(key: string): string {
  for (const type of ["pgp", "hc_vault"]) {
    const parsed = parseForeignKey(`${type}:${key}`);
    if (parsed?.ok === true) return `${parsed.type}:${parsed.id}`;
  }
  return key;
}
