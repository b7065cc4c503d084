import { compareNames } from "@fleet/diagnostics";
import { fieldsOf, isRecord, type JsonRecord } from "../../fleet-json/json-value.ts";
import { type Comparison, placeOf, tellUntold } from "../facts/comparison.ts";
import {
  compareLists,
  type FieldDifference,
  listDifferences,
  listEntryDifferences,
} from "../facts/field-differences.ts";
import { entriesOf, type FleetFacts, listOf, textsOf } from "../facts/fleet-facts.ts";
import type { DraftChange } from "../planned-change.ts";
import { compareRules } from "./rule-changes.ts";

/**
 * Who can decrypt what from now on, and no longer. `others` is what changes beside that: what is of a host or
 * person that comes or goes needs no word of its own.
 */
export function* compareSecrets(
  comparison: Comparison,
  others: readonly DraftChange[],
): Iterable<DraftChange> {
  const found = [...compareParts(comparison, others)];
  yield* found;
  const sides = [comparison.before, comparison.after];
  const [old, now] = sides.map(({ sopsYaml }) => sopsYaml);
  const isTold = sides.every((one) => one.source !== "fleet.json" || one.sopsYaml !== undefined);
  // What it says is compared with the rest; how it says that may differ all the same.
  if (
    isTold &&
    old !== now &&
    found.length === 0 &&
    others.every(({ kind }) => !kind.endsWith("-renamed"))
  ) {
    yield { kind: "wording-changed", what: ".sops.yaml" };
  }
}

function* compareParts(
  comparison: Comparison,
  others: readonly DraftChange[],
): Iterable<DraftChange> {
  const [old, now] = [renameReaders(comparison), comparison.after.secrets];
  if (old === undefined && now === undefined) return;
  const sides = {
    before: old === undefined ? allTold : comparison.before,
    after: now === undefined ? allTold : comparison.after,
  };
  const options = { scope: "secrets", sides } as const;
  const differences = listDifferences(old ?? {}, now ?? {}, options);
  if (differences.length === 0 && (old === undefined) !== (now === undefined)) {
    const place = placeOf(comparison, ({ declared }) => declared.secrets && ["secrets"]);
    yield { kind: "setting-changed", what: "secrets", before: old, after: now, place };
  }
  const keys = differences.find(({ field }) => field === "keys");
  const changedKeys = keys === undefined ? [] : [...compareReaders(comparison, keys, others)];
  yield* changedKeys;
  const renewed = new Set(
    changedKeys.flatMap(({ kind, who }) =>
      kind === "keys-changed" && who !== undefined ? [who] : [],
    ),
  );
  for (const difference of differences) {
    const { field, before, after, untold } = difference;
    if (field === "keys" && untold === undefined) continue;
    if (untold !== undefined) yield tellUntold({ ...difference, field: `secrets.${field}` }, {});
    else if (field === "files") yield* compareRules(comparison, difference, renewed);
    else if (!(isOfKeys.has(field) && changedKeys.length + others.length > 0)) {
      const kind = isOfKeys.has(field) ? "detail-changed" : "setting-changed";
      yield { kind, what: `secrets.${field}`, before, after };
    }
  }
}

/** What is only said of keys that there are. */
const isOfKeys: ReadonlySet<string> = new Set(["keyNames", "sshKeys"]);

const allTold: Pick<FleetFacts, "isUntold"> = { isUntold: () => false };

const withReader: ReadonlySet<string> = new Set([
  "account-created",
  "account-deleted",
  "host-added",
  "host-removed",
]);

/** Readers who are new or gone, and those with other keys. */
function* compareReaders(
  comparison: Comparison,
  { before, after, untold }: FieldDifference,
  others: readonly DraftChange[],
): Iterable<DraftChange> {
  if (untold !== undefined) return;
  const told = new Set(
    others.flatMap(({ kind, who, host }) => (withReader.has(kind) ? [who ?? `host:${host}`] : [])),
  );
  const readers = listEntryDifferences({ before, after });
  for (const { name: who, was, is } of readers.sort((a, b) => compareNames(a.name, b.name))) {
    const place = placeOf(comparison, ({ declared }) => {
      const [kind, ...rest] = who.split(":");
      const id = rest.join(":");
      if (kind === "user") return declared.users.has(id) ? ["users", id] : undefined;
      if (kind === "host") return declared.hosts.has(id) ? ["hosts", id] : undefined;
      return kind === "operator" ? ["operators", id] : undefined;
    });
    if (was !== undefined && is !== undefined) {
      const { added, removed } = compareLists(textsOf(was), textsOf(is));
      yield { kind: "keys-changed", who, before: removed, after: added, place };
    } else if (!told.has(who)) {
      yield { kind: was === undefined ? "reader-declared" : "reader-undeclared", who, place };
    }
  }
}

/** What was said of secrets before, with readers by the names that they have now. */
function renameReaders({ before, renames }: Comparison): JsonRecord | undefined {
  const { secrets } = before;
  if (secrets === undefined || renames.hosts.size + renames.users.size === 0) return secrets;
  const renamed = new Map<string, string>([
    ...[...renames.hosts].map(([old, now]) => [`host:${old}`, `host:${now}`] as const),
    ...[...renames.users].map(([old, now]) => [`user:${old}`, `user:${now}`] as const),
  ]);
  const rename = (name: unknown) => (typeof name === "string" ? (renamed.get(name) ?? name) : name);
  const renameList = (list: unknown) =>
    Array.isArray(list) ? textsOf(listOf(list).map(rename)).sort(compareNames) : list;
  const renameKeys = (map: unknown) =>
    isRecord(map)
      ? Object.fromEntries(entriesOf(map).map(([name, value]) => [String(rename(name)), value]))
      : map;
  const { files, keys, sshKeys } = secrets;
  return {
    ...secrets,
    files: Array.isArray(files)
      ? files.map((file) => ({
          ...fieldsOf(file),
          readers: renameList(fieldsOf(file)["readers"]),
          holdsKeyOf: renameList(fieldsOf(file)["holdsKeyOf"]),
        }))
      : files,
    keys: renameKeys(keys),
    sshKeys: renameKeys(sshKeys),
  };
}
