import { fieldsOf } from "../../fleet-json/json-value.ts";
import { placeOf } from "../facts/comparison.ts";
import {
  type FieldDifference,
  listDifferences,
  listEntryDifferences,
  toldSides,
} from "../facts/field-differences.ts";
import { listOf } from "../facts/fleet-facts.ts";
import type { HostField } from "../hosts/host-pair.ts";
import type { DraftChange } from "../planned-change.ts";
import { holdsRoot, summarizeAccount } from "./account-standing.ts";
import { keyText } from "./key-text.ts";

/** Accounts that are nobody's. */
export function* compareServiceAccounts(
  { comparison, about }: HostField,
  difference: FieldDifference,
): Iterable<DraftChange> {
  for (const { name: id, was, is } of listEntryDifferences(difference)) {
    const place = placeOf(comparison, ({ declared }) =>
      declared.serviceAccounts.has(id) ? ["serviceAccounts", id] : undefined,
    );
    const all = { ...about, who: `service:${id}`, place };
    if (was === undefined) {
      const root = isOfRoot(is) ? "gained" : undefined;
      yield { kind: "service-account-created", ...all, after: summarize(is), root };
    } else if (is === undefined) {
      const root = isOfRoot(was) ? "lost" : undefined;
      yield { kind: "service-account-deleted", ...all, before: summarize(was), root };
    } else yield* compareOne(all, was, is);
  }
}

function* compareOne(
  about: Pick<DraftChange, "host" | "who" | "place">,
  was: unknown,
  is: unknown,
): Iterable<DraftChange> {
  // It says nothing of what is empty, whatever time the file is of.
  const way = isOfRoot(is) === isOfRoot(was) ? undefined : isOfRoot(is) ? "gained" : "lost";
  for (const one of listDifferences(fieldsOf(was), fieldsOf(is), {
    scope: "account",
    sides: toldSides,
  })) {
    const { field } = one;
    const [before, after] = [one.before, one.after].map((value) =>
      field === "sshKeys" && Array.isArray(value) ? listOf(value).map(keyText) : value,
    );
    const root = field === "groups" || field === "group" ? way : undefined;
    yield { kind: "service-account-changed", ...about, what: field, before, after, root };
  }
}

function isOfRoot(account: unknown): boolean {
  const fields = fieldsOf(account);
  return holdsRoot({ ...fields, primaryGroup: fields["group"] });
}

function summarize(account: unknown) {
  const { isAdmin: _, ...summary } = summarizeAccount(fieldsOf(account));
  return summary;
}
