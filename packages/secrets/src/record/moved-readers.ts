import type { Debt, SecretsRecord, SeenFiles } from "./debt.ts";

/** New ids by old ones. */
export interface MovedReaders {
  readonly users: ReadonlyMap<string, string>;
  readonly hosts: ReadonlyMap<string, string>;
}

/** A reader, such as `user:keith` or `user:keith/laptop`, under the id that it has now. */
export function moveReader(reader: string, { users, hosts }: MovedReaders): string {
  const [, kind, id, rest = ""] = /^(user|host):([^/]*)(\/.*)?$/s.exec(reader) ?? [];
  if (kind === undefined || id === undefined) return reader;
  const to = (kind === "user" ? users : hosts).get(id);
  return to === undefined ? reader : `${kind}:${to}${rest}`;
}

/** The record under new ids: what is owed and remembered of a reader goes along. Files are where they are. */
export function moveRecord(record: SecretsRecord, moved: MovedReaders): SecretsRecord {
  const seen = record.seen.map((one): SeenFiles => {
    return { ...one, recipients: moveValues(one.recipients, moved) };
  });
  const debts = record.debts.map((debt): Debt => {
    return debt.reader === null ? debt : { ...debt, reader: moveReader(debt.reader, moved) };
  });
  const { names } = record;
  const all = { ...record, seen, debts };
  return names === undefined ? all : { ...all, names: moveValues(names, moved) };
}

function moveValues<T extends string | null>(
  names: Readonly<Record<string, T>>,
  moved: MovedReaders,
): Record<string, string | T> {
  return Object.fromEntries(
    Object.entries(names).map(([key, reader]) => [
      key,
      typeof reader === "string" ? moveReader(reader, moved) : reader,
    ]),
  );
}
