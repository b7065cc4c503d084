import { parseRecipient } from "../keys/recipient.ts";
import type { HeaderKey, SopsHeader } from "./sops-metadata.ts";

/** What the headers of many files have in common. */
export interface Intern {
  /** Gives an equal text that keeps no other text in memory. */
  readonly text: (text: string) => string;
  /** What an age recipient is, as it stands in a file; undefined when it is none. */
  readonly recipient: (
    written: string,
  ) => { readonly id: string; readonly hasComment: boolean } | undefined;
  /** Gives equal groups that are shared. */
  readonly groups: (groups: SopsHeader["groups"]) => SopsHeader["groups"];
}

/**
 * A part of a text keeps all of it in memory; of ten thousand files that is too much. So equal texts
 * become one, which is a copy, and equal recipients become one list.
 */
export function createIntern(): Intern {
  const texts = new Map<string, string>();
  const lists = new Map<string, SopsHeader["groups"]>();
  const text = (part: string) => {
    const same = texts.get(part);
    if (same !== undefined) return same;
    const copy = detach(part);
    texts.set(copy, copy);
    return copy;
  };
  let latest: SopsHeader["groups"] = [];
  const groups = (own: SopsHeader["groups"]) => {
    // Mostly the file before has the same.
    if (isSameGroups(latest, own)) return latest;
    let key = "";
    for (const group of own) {
      for (const { id, claim, hasComment } of group) key += `${id}\0${claim}\0${hasComment}\0`;
      key += "\n";
    }
    const same = lists.get(key);
    if (same === undefined) lists.set(key, own);
    latest = same ?? own;
    return latest;
  };
  const recipients = new Map<string, ReturnType<Intern["recipient"]>>();
  const recipient = (written: string) => {
    const known = recipients.get(written);
    if (known !== undefined || recipients.has(written)) return known;
    const copy = detach(written);
    const read = readRecipient(copy);
    recipients.set(copy, read);
    return read;
  };
  return { text, recipient, groups };
}

/** sops never looks at what a file names as recipient; here it has to be one of age, as it is written. */
function readRecipient(written: string): ReturnType<Intern["recipient"]> {
  const parsed = parseRecipient(written);
  if (!parsed.ok || parsed.recipient.type !== "age" || written !== written.trim()) return undefined;
  return { id: parsed.recipient.id, hasComment: parsed.comment !== "" };
}

function isSameGroups(a: SopsHeader["groups"], b: SopsHeader["groups"]): boolean {
  return a.length === b.length && a.every((group, index) => isSameGroup(group, b[index] ?? []));
}

function isSameGroup(a: readonly HeaderKey[], b: readonly HeaderKey[]): boolean {
  return a.length === b.length && a.every((key, index) => isSameKey(key, b[index]));
}

function isSameKey(a: HeaderKey, b: HeaderKey | undefined): boolean {
  return a.id === b?.id && a.claim === b.claim && a.hasComment === b.hasComment;
}

function detach(text: string): string {
  return text.split("").join("");
}
