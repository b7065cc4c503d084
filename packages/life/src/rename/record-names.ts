import { createLedger, type UidLedger, type UidSpace } from "@fleet/core/internal";
import type { Debt, SecretsRecord, SeenFiles } from "@fleet/secrets";
import type { Subject } from "../edits/mentions.ts";

/** The ledger with another id in the place of one; every uid stays whose it is. */
export function renameInLedger(ledger: UidLedger, { kind, id }: Subject, to: string): UidLedger {
  const owners = (map: ReadonlyMap<number, string>) =>
    new Map([...map].map(([uid, user]) => [uid, kind === "user" && user === id ? to : user]));
  const space = ({ accounts, tombstones, freed }: UidSpace): UidSpace => ({
    accounts: owners(accounts),
    tombstones: owners(tombstones),
    ...(freed === undefined ? {} : { freed: owners(freed) }),
  });
  return createLedger(
    space(ledger.nixos),
    [...ledger.hosts].map(
      ([host, own]) => [kind === "host" && host === id ? to : host, space(own)] as const,
    ),
  );
}

/** The record of who could read what with another name of a reader, and files under their new paths. */
export function renameInRecord(
  record: SecretsRecord,
  { kind, id }: Subject,
  { to, moves }: { readonly to: string; readonly moves: ReadonlyMap<string, string> },
): SecretsRecord {
  const old = `${kind}:${id}`;
  const rename = (reader: string) =>
    reader === old || reader.startsWith(`${old}/`)
      ? `${kind}:${to}${reader.slice(old.length)}`
      : reader;
  const move = (path: string) => moves.get(path) ?? path;
  const seen = record.seen.map(({ recipients, files }): SeenFiles => {
    const named = Object.entries(recipients).map(
      ([key, reader]) => [key, reader === null ? null : rename(reader)] as const,
    );
    return { recipients: Object.fromEntries(named), files: files.map(move).sort() };
  });
  const debts = record.debts.map((debt): Debt => {
    const reader = debt.reader === null ? null : rename(debt.reader);
    return { ...debt, file: move(debt.file), reader };
  });
  const { names } = record;
  if (names === undefined) return { ...record, seen, debts };
  const renamed = Object.entries(names).map(([key, reader]) => [key, rename(reader)] as const);
  return { ...record, seen, debts, names: Object.fromEntries(renamed) };
}
