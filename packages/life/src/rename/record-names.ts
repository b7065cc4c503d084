import type { MovedIds } from "@fleet/core/internal";
import { type Debt, moveRecord, type SecretsRecord, type SeenFiles } from "@fleet/secrets";
import type { Subject } from "../edits/mentions.ts";

/** A single rename, as `moved` would say it. */
export function moveOf({ kind, id }: Subject, to: string): MovedIds {
  const moved = new Map([[id, to]]);
  const none = new Map<string, string>();
  return kind === "user" ? { users: moved, hosts: none } : { users: none, hosts: moved };
}

/** The record of who could read what with another name of a reader, and files under their new paths. */
export function renameInRecord(
  record: SecretsRecord,
  subject: Subject,
  { to, moves }: { readonly to: string; readonly moves: ReadonlyMap<string, string> },
): SecretsRecord {
  const move = (path: string) => moves.get(path) ?? path;
  const moved = moveRecord(record, moveOf(subject, to));
  const seen = moved.seen.map((one): SeenFiles => ({ ...one, files: one.files.map(move).sort() }));
  const debts = moved.debts.map((debt): Debt => ({ ...debt, file: move(debt.file) }));
  return { ...moved, seen, debts };
}
