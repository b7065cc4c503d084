import type { Json } from "@fleet/project";
import {
  type DeclarationEdit,
  type DeclarationPath,
  isRecord,
  orderEdits,
  valueAt,
} from "./declaration-edit.ts";
import { listMentions, type Mention, type Subject } from "./mentions.ts";
import { unsayMoves } from "./moved-lines.ts";

/**
 * What has to be edited for a declaration to say nothing of a user or host any more. Where something would mean more
 * than before with nobody left in it, such as a key or a way to root of no host, it goes as a whole.
 */
export function removalEdits(declaration: Json, subject: Subject): DeclarationEdit[] {
  const deletions = listMentions(declaration, subject).map((mention) => deletionOf(mention));
  const first = orderEdits(deletions);
  const lines = first.map(({ path }) => path).filter(([section]) => section === "moved");
  return orderEdits([
    ...first,
    ...listEmptied(declaration, first),
    ...unsayMoves(declaration, lines),
  ]);
}

function deletionOf({ path, form }: Mention): DeclarationEdit {
  // An acceptance of a place that is gone is one of nothing.
  return { kind: "delete", path: form === "text" ? path.slice(0, -1) : path };
}

/** What goes with the last of its parts: how many steps above the list the thing is that goes. */
const owners: readonly (readonly [pattern: readonly string[], above: number, least: number])[] = [
  [["users", "*", "sshKeys", "*", "hosts"], 1, 1],
  [["root", "*", "hosts"], 1, 1],
  [["secrets", "files", "*", "readers"], 1, 1],
  [["secrets", "files", "*", "holdsKeyOf"], 0, 1],
  [["policy", "sharedUids", "*", "users"], 1, 2],
];

function listEmptied(declaration: Json, edits: readonly DeclarationEdit[]): DeclarationEdit[] {
  const lists = new Map<string, { readonly path: DeclarationPath; readonly lost: number }>();
  for (const { path } of edits) {
    if (typeof path.at(-1) !== "number") continue;
    const list = path.slice(0, -1);
    const key = JSON.stringify(list);
    lists.set(key, { path: list, lost: (lists.get(key)?.lost ?? 0) + 1 });
  }
  return [...lists.values()].flatMap(({ path, lost }): DeclarationEdit[] => {
    const before = valueAt(declaration, path);
    const left = (Array.isArray(before) ? before.length : 0) - lost;
    if (isRootKeys(path)) return left > 0 ? [] : [emptiedGrant(declaration, path)];
    const rule = owners.find(([pattern]) => matches(pattern, path));
    if (rule === undefined || left >= rule[2]) return [];
    return [{ kind: "delete", path: path.slice(0, path.length - rule[1]) }];
  });
}

function isRootKeys(path: DeclarationPath): boolean {
  return matches(["root", "*", "sshKeys"], path);
}

/** An entry of `root` that says nothing but on which hosts it is goes as a whole. */
function emptiedGrant(declaration: Json, path: DeclarationPath): DeclarationEdit {
  const entry = path.slice(0, -1);
  const grant = valueAt(declaration, entry);
  const others = isRecord(grant)
    ? Object.keys(grant).filter((key) => key !== "hosts" && key !== "sshKeys")
    : [];
  return { kind: "delete", path: others.length === 0 ? entry : path };
}

function matches(pattern: readonly string[], path: DeclarationPath): boolean {
  return (
    pattern.length === path.length && pattern.every((step, at) => step === "*" || step === path[at])
  );
}
