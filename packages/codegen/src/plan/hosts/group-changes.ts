import { fieldsOf } from "../../fleet-json/json-value.ts";
import {
  type FieldDifference,
  listDifferences,
  listEntryDifferences,
  toldSides,
} from "../facts/field-differences.ts";

import type { DraftChange } from "../planned-change.ts";
import type { HostField } from "./host-pair.ts";

/** Declared groups of a host. Who is in one is said of the members where it changes for them. */
export function* compareGroupTables(
  { about, accounts }: HostField,
  difference: FieldDifference,
): Iterable<DraftChange> {
  for (const { name, was, is } of listEntryDifferences(difference)) {
    const what = `groups.${name}`;
    if (was === undefined || is === undefined) {
      yield { kind: "setting-changed", ...about, what, before: was, after: is };
      continue;
    }
    // A group that does not say its id has none of its own, whatever time the file is of.
    const options = { scope: "host", sides: toldSides } as const;
    for (const one of listDifferences(fieldsOf(was), fieldsOf(is), options)) {
      if (one.field === "members" && accounts.some((draft) => saysMembers(draft, name))) continue;
      yield {
        kind: "setting-changed",
        ...about,
        what: `${what}.${one.field}`,
        before: one.before,
        after: one.after,
      };
    }
  }
}

const ofAccounts: ReadonlySet<string> = new Set([
  "account-created",
  "account-deleted",
  "account-disabled",
  "account-enabled",
  "login-changed",
]);

function saysMembers({ kind, what }: DraftChange, group: string): boolean {
  const isMoved = kind === "group-joined" || kind === "group-left";
  return ofAccounts.has(kind) || (isMoved && what === group);
}
