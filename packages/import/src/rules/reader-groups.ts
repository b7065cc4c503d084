import { parseReader } from "@fleet/secrets/internal";
import { nearestId, takeFreeName } from "../owners/owner-ids.ts";
import type { RuleEntry } from "./rule-entries.ts";

/** Rules, and the groups of readers that they name. */
export interface GroupedEntries {
  readonly entries: readonly RuleEntry[];
  /** By name, in the order in which rules first name them. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

/** So many readers are worth a name of their own. */
const fewest = 3;

/** Lists of readers that have a name already. */
export interface NamedReaderList {
  readonly name: string;
  readonly readers: readonly string[];
}

/** Gives readers names who stand together in several rules, or in a list that has a name. */
export function groupReaders(
  entries: readonly RuleEntry[],
  lists: readonly NamedReaderList[],
): GroupedEntries {
  const groups = new Map<string, readonly string[]>();
  const taken = new Set<string>();
  let left = entries;
  const name = (wanted: string, members: readonly string[]) => {
    const text = takeFreeName(nearestId(wanted), taken);
    const isOfUse = parseReader(`readers:${text}`).ok;
    const replaced = isOfUse ? left.map((entry) => replaceMembers(entry, text, members)) : left;
    if (replaced.some((entry, index) => entry !== left[index])) groups.set(text, members);
    left = replaced;
  };
  // The larger first: a list may be a part of another.
  for (const list of [...lists].sort((a, b) => b.readers.length - a.readers.length)) {
    if (list.readers.length >= fewest) name(list.name, list.readers);
  }
  for (let count = 0; count < most; count += 1) {
    const members = findCompanions(left);
    if (members === undefined) break;
    name(nameOfGroup(members, left), members);
  }
  const used = [...new Set(left.flatMap(({ rule }) => rule.readers ?? []))];
  const inOrder = used.flatMap((reader): [string, readonly string[]][] => {
    const text = reader.startsWith("readers:") ? reader.slice("readers:".length) : "";
    const members = groups.get(text);
    return members === undefined ? [] : [[text, members]];
  });
  return { entries: left, groups: new Map(inOrder) };
}

function replaceMembers(entry: RuleEntry, name: string, members: readonly string[]): RuleEntry {
  const { readers } = entry.rule;
  if (readers === undefined || !members.every((one) => readers.includes(one))) return entry;
  const own = new Set(members);
  const at = readers.findIndex((one) => own.has(one));
  const group = `readers:${name}`;
  const replaced = readers.flatMap((one, index) =>
    index === at ? [group] : own.has(one) ? [] : [one],
  );
  return { ...entry, rule: { ...entry.rule, readers: replaced } };
}

/** So many groups are made, and of so many different lists of readers. */
const most = 12;
const mostLists = 60;

/** The readers who stand together in several rules, and whose name would save most words; undefined where it would save few. */
function findCompanions(entries: readonly RuleEntry[]): readonly string[] | undefined {
  const counts = new Map<string, number>();
  const lists = new Map<string, readonly string[]>();
  for (const { rule } of entries) {
    const own = (rule.readers ?? []).filter((reader) => !/[{}]|^readers:/.test(reader));
    const key = own.join("\n");
    if (own.length < fewest) continue;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    lists.set(key, own);
  }
  const all = [...lists].slice(0, mostLists);
  const candidates = new Map(all);
  for (const [index, [, one]] of all.entries()) {
    for (const [, other] of all.slice(index + 1)) {
      const both = one.filter((reader) => other.includes(reader));
      if (both.length >= fewest) candidates.set(both.join("\n"), both);
    }
  }
  let best: { readonly members: readonly string[]; readonly saved: number } | undefined;
  for (const members of candidates.values()) {
    const held = all.filter(([, own]) => members.every((reader) => own.includes(reader)));
    const times = held.reduce((sum, [key]) => sum + (counts.get(key) ?? 0), 0);
    const saved = (times - 1) * (members.length - 1) - 1;
    if (saved > (best?.saved ?? leastSaved)) best = { members, saved };
  }
  return best?.members;
}

/** A name for fewer words is one more to look up. */
const leastSaved = 2;

/** What a group may be called: after the folder of the files that it is for, or by who it is. */
function nameOfGroup(members: readonly string[], entries: readonly RuleEntry[]): string {
  const own = entries.filter(({ rule }) => members.every((one) => rule.readers?.includes(one)));
  const kinds = new Set(members.map((reader) => reader.slice(0, reader.indexOf(":"))));
  const byKind = kinds.has("host")
    ? "common"
    : kinds.size === 1 && kinds.has("user")
      ? "people"
      : "maintainers";
  if (own.length === entries.length && own.length > 1) return byKind;
  const folders = new Set(own.map(({ rule }) => folderOf(rule.path)));
  const [folder, other] = folders;
  if (folder !== undefined && folder !== "" && other === undefined) return folder;
  return byKind;
}

function folderOf(path: string): string {
  const folders = path.split("/").slice(0, -1);
  const own = folders.filter(
    (name) => !/[*{}]|^(?:secrets?|hosts|users|machines|systems)$/.test(name),
  );
  return own.at(-1) ?? "";
}
