import { parseForeignKey } from "../keys/foreign-key.ts";
import { readerOfAnchor } from "../sops-yaml/anchor-name.ts";
import { isGenerated } from "../sops-yaml/generated-text.ts";
import { readAnchors } from "./anchor-names.ts";

/**
 * Whose the keys in a `.sops.yaml` are, by recipient: in one that fleet wrote, the readers that it names
 * behind a key or that the anchor stands for; in one of somebody's own, the anchors as they are.
 */
export function readAnchoredReaders(text: string): Map<string, string> {
  const anchors = readAnchors(text);
  const isOurs = isGenerated(text);
  const taken = new Set([...anchors.values()].map(({ anchor }) => anchor));
  const readers = new Map<string, string>();
  for (const [key, { anchor, comment }] of anchors) {
    // With the name of a key behind it: whose it is, is whose it was.
    const [, written] = /^((?:user|host|operator):[^\s/]+)(?:\/\S+)?$/.exec(comment) ?? [];
    const reader = isOurs ? (written ?? readerOf(anchor, taken)) : anchor;
    if (reader !== undefined) readers.set(recipientOf(key), reader);
  }
  return readers;
}

/**
 * `user:ben` for `user_ben`. Of `user_ben_2` beside it nobody can tell whether it is another key of ben's
 * or one of ben_2's, so that it is nobody's.
 */
function readerOf(anchor: string, taken: ReadonlySet<string>): string | undefined {
  return taken.has(anchor.replace(/_\d+$/, "")) && /_\d+$/.test(anchor)
    ? undefined
    : readerOfAnchor(anchor);
}

/** The id of a recipient that stands as a text in a list of its type. */
function recipientOf(key: string): string {
  for (const type of ["pgp", "hc_vault"]) {
    const parsed = parseForeignKey(`${type}:${key}`);
    if (parsed?.ok === true) return `${parsed.type}:${parsed.id}`;
  }
  return key;
}
