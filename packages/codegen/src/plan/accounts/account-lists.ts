import { fieldsOf } from "../../fleet-json/json-value.ts";
import type { Comparison } from "../facts/comparison.ts";
import {
  compareLists,
  type FieldDifference,
  isSame,
  listDifferences,
  listEntryDifferences,
  toldSides,
} from "../facts/field-differences.ts";
import { listOf } from "../facts/fleet-facts.ts";
import type { DraftChange } from "../planned-change.ts";
import type { AccountPair } from "./account-pair.ts";
import { placeOfValue } from "./account-places.ts";
import { holdsRoot, isRootGroup } from "./account-standing.ts";
import { keyText } from "./key-text.ts";

type About = Pick<DraftChange, "host" | "who" | "place">;

/** Groups that are joined and left. That an admin is in `wheel` is said by being one. */
export function* compareGroups(
  comparison: Comparison,
  pair: AccountPair,
  { field, before, after }: FieldDifference,
): Iterable<DraftChange> {
  const { host, user } = pair;
  const isAdminNew = !isSame(pair.before["isAdmin"], pair.after["isAdmin"]);
  const { added, removed, isReordered } = compareLists(listOf(before), listOf(after));
  const about = (item?: unknown): About => ({
    host,
    who: `user:${user}`,
    place: placeOfValue(comparison, pair, { field, item }),
  });
  for (const [kind, groups] of [
    ["group-joined", added],
    ["group-left", removed],
  ] as const) {
    for (const group of groups) {
      if (group === "wheel" && isAdminNew) continue;
      const way = kind === "group-joined" ? "gained" : "lost";
      const root = isRootGroup(group) ? way : undefined;
      yield { kind, ...about(group), what: String(group), root };
    }
  }
  if (isReordered) yield { kind: "detail-changed", ...about(), what: "order of groups" };
}

/** Keys that may log in, and may no longer: to the account of somebody who is root by it, that is a way to root. */
export function* compareKeys(
  about: About,
  pair: AccountPair,
  { before, after }: FieldDifference,
): Iterable<DraftChange> {
  const { added, removed, isReordered } = compareLists(listOf(before), listOf(after));
  for (const key of added) {
    const root = holdsRoot(pair.after) ? "gained" : undefined;
    yield { kind: "ssh-key-added", ...about, what: keyText(key), root };
  }
  for (const key of removed) {
    const root = holdsRoot(pair.before) ? "lost" : undefined;
    yield { kind: "ssh-key-removed", ...about, what: keyText(key), root };
  }
  if (isReordered) yield { kind: "detail-changed", ...about, what: "order of sshKeys" };
}

/** Services that run for somebody. */
export function* compareServices(about: About, difference: FieldDifference): Iterable<DraftChange> {
  for (const { name: what, was, is } of listEntryDifferences(difference)) {
    if (was === undefined) yield { kind: "service-enabled", ...about, what, after: is };
    else if (is === undefined) yield { kind: "service-disabled", ...about, what, before: was };
    else yield* compareService(about, what, { was, is });
  }
}

/** The fields of a service that stays. */
function* compareService(
  about: About,
  service: string,
  { was, is }: { readonly was: unknown; readonly is: unknown },
): Iterable<DraftChange> {
  // It has had all of its fields for as long as there is one.
  const options = { scope: "account", sides: toldSides } as const;
  for (const { field, before, after } of listDifferences(fieldsOf(was), fieldsOf(is), options)) {
    yield { kind: "service-changed", ...about, what: `${service}.${field}`, before, after };
  }
}
