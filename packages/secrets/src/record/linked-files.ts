import type { SecretFile } from "../files/secret-file.ts";
import { compareDebts, type Debt, keyOf, type SecretsRecord } from "./debt.ts";
import { groupFiles, recipientsByFile } from "./seen-files.ts";

/** From each symbolic link to the file that it leads to, both from the root. */
export type Links = ReadonlyMap<string, string>;

/**
 * The files behind links, each once and at its own path: a link has no readers of its own, and nothing
 * that could be owed.
 */
export function followLinks(files: readonly SecretFile[], links: Links): readonly SecretFile[] {
  if (links.size === 0) return files;
  const real = new Map(files.filter(({ path }) => !links.has(path)).map((one) => [one.path, one]));
  for (const file of files) {
    const path = links.get(file.path);
    if (path !== undefined && !real.has(path)) real.set(path, { ...file, path });
  }
  return [...real.values()];
}

/**
 * The record without what an earlier fleet wrote down of links. A debt goes over to the file itself,
 * unless that owes it already.
 */
export function forgetLinks(record: SecretsRecord, links: Links): SecretsRecord {
  if (links.size === 0) return record;
  const seen = recipientsByFile(record.seen);
  for (const [link, path] of links) {
    const named = seen.get(link);
    if (named !== undefined && !seen.has(path)) seen.set(path, named);
  }
  for (const link of links.keys()) seen.delete(link);
  const debts = new Map<string, Debt>();
  const ofLinks = record.debts.filter(({ file }) => links.has(file));
  for (const debt of record.debts) if (!links.has(debt.file)) debts.set(keyOf(debt), debt);
  for (const debt of ofLinks) {
    const moved = { ...debt, file: links.get(debt.file) ?? debt.file };
    if (!debts.has(keyOf(moved))) debts.set(keyOf(moved), moved);
  }
  return { ...record, seen: groupFiles(seen), debts: [...debts.values()].sort(compareDebts) };
}
