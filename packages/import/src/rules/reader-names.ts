import { compareNames } from "@fleet/diagnostics";
import type { KnownReaders } from "./known-readers.ts";

/** Readers of a rule, and whether operators read it by default. */
export interface NamedReaders {
  readonly readers: readonly string[];
  /** False where the rule must say that operators do not read it, or not all of them. */
  readonly hasOperators: boolean;
}

/**
 * The shortest readers that stand for exactly these recipients: sets whose members are all among them, then people
 * and machines by name, then single keys by name, then what belongs to nobody as it is.
 */
export function nameReaders(ids: readonly string[], known: KnownReaders): NamedReaders {
  const { operatorIds, fleet } = known;
  const all = new Set(ids);
  const areAll = operatorIds.size > 0 && [...operatorIds].every((id) => all.has(id));
  const others = areAll ? ids.filter((id) => !operatorIds.has(id)) : ids;
  if (areAll && others.length === 0) return { readers: ["operators"], hasOperators: true };
  const readers = nameExactly(others, known);
  return { readers, hasOperators: areAll || fleet.operators.size === 0 };
}

/** The readers of a key group of which operators are no part by themselves. */
export function nameExactly(
  ids: readonly string[],
  { sets, keyring }: KnownReaders,
): readonly string[] {
  const left = new Set(ids);
  const names: string[] = [];
  const bySize = [...sets].sort((a, b) => b.ids.size - a.ids.size);
  for (const { text, ids: own } of bySize) {
    if (own.size === 0 || ![...own].every((id) => left.has(id))) continue;
    names.push(text);
    for (const id of own) left.delete(id);
  }
  const single: string[] = [];
  // Who has a key that another host has reads what that one reads, and is named beside it.
  const shared = new Set<string>();
  for (const [reader, own] of keyring.recipients) {
    const text = own.map(({ id }) => id).join("\n");
    const isAnother = reader.startsWith("host:") && shared.has(text);
    if (own.length === 0 || !(isAnother || own.every(({ id }) => left.has(id)))) continue;
    single.push(reader);
    shared.add(text);
    for (const { id } of own) left.delete(id);
  }
  const keys = [...left].map((id) => keyring.keyNames?.get(id) ?? id);
  return [...names, ...single.sort(byKind), ...keys.sort(compareNames)];
}

const order = ["host", "user", "service", "operator"];

/** Machines first, as people write whom a file is for before who looks after it. */
function byKind(a: string, b: string): number {
  const rank = (reader: string) => order.indexOf(reader.slice(0, reader.indexOf(":")));
  return rank(a) - rank(b) || compareNames(a, b);
}
