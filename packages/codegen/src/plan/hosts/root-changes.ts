import { fieldsOf } from "../../fleet-json/json-value.ts";
import { keyText } from "../accounts/key-text.ts";
import { hideHash, placeOf, tellUntold } from "../facts/comparison.ts";
import { compareLists, type FieldDifference, listDifferences } from "../facts/field-differences.ts";
import { listOf, textsOf } from "../facts/fleet-facts.ts";
import type { DraftChange } from "../planned-change.ts";
import type { HostField, HostPair } from "./host-pair.ts";

/** Whom Nix trusts now, and no longer. That admins are trusted is said by their being admins. */
export function* compareTrust(
  { comparison, pair, about, accounts }: HostField,
  { before, after }: FieldDifference,
): Iterable<DraftChange> {
  const { added, removed, isReordered } = compareLists(textsOf(before), textsOf(after));
  const sides = [
    ["trust-gained", added, pair.after],
    ["trust-lost", removed, pair.before],
  ] as const;
  for (const [kind, logins, facts] of sides) {
    for (const login of logins) {
      const user = [...facts.accounts].find(([, one]) => one["username"] === login)?.[0];
      const now =
        kind === "trust-gained" ? user : (comparison.renames.users.get(user ?? "") ?? user);
      const who = now === undefined ? undefined : `user:${now}`;
      if (accounts.some((one) => one.who === who && saysTrust(one))) continue;
      const place = placeOf(comparison, ({ resolved }) => {
        const host = resolved.hosts.get(pair.id);
        const decided = host?.root.trustedByNix.find(({ value }) => value === login);
        return decided?.path ?? host?.accounts.get(user ?? "")?.isTrustedByNix.path;
      });
      const root = kind === "trust-gained" ? "gained" : "lost";
      yield { kind, ...about, who, what: String(login), root, place: place ?? about.place };
    }
  }
  if (isReordered) yield { kind: "detail-changed", ...about, what: "order of trustedUsers" };
}

/** Whether a change says that Nix trusts somebody, or no longer. */
function saysTrust({ kind, root }: DraftChange): boolean {
  const isOfAccount = kind === "account-created" || kind === "account-deleted";
  return saying.has(kind) || (isOfAccount && root !== undefined);
}

const saying: ReadonlySet<string> = new Set([
  "account-disabled",
  "account-enabled",
  "admin-gained",
  "admin-lost",
  "login-changed",
]);

/** How one becomes root, beside what is said of accounts. */
export function* compareRoot(
  { comparison, pair, about }: HostField,
  { before, after }: FieldDifference,
): Iterable<DraftChange> {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  for (const difference of listDifferences(old, now, { scope: "root", sides: comparison })) {
    const { field, before: was, after: is, untold } = difference;
    if (untold !== undefined) yield tellUntold({ ...difference, field: `root.${field}` }, about);
    else if (field === "sshKeys") yield* compareRootKeys({ comparison, pair, about }, difference);
    else if (field === "password") {
      yield { kind: "root-password-changed", ...about, before: hideHash(was), after: hideHash(is) };
    } else if (field === "sudoNeedsPassword") {
      yield { kind: "sudo-changed", ...about, before: was, after: is };
    } else
      yield { kind: "setting-changed", ...about, what: `root.${field}`, before: was, after: is };
  }
}

function* compareRootKeys(
  { comparison, pair, about }: Pick<HostField, "comparison" | "pair" | "about">,
  { before, after }: FieldDifference,
): Iterable<DraftChange> {
  const { added, removed, isReordered } = compareLists(listOf(before), listOf(after));
  for (const [kind, keys, side] of [
    ["root-key-gained", added, "after"],
    ["root-key-lost", removed, "before"],
  ] as const) {
    for (const key of keys) {
      const found = findRootKey(comparison[side].fleet, pair, { key, side });
      const place = found?.path === undefined ? about.place : placeOf(comparison, () => found.path);
      const root = kind === "root-key-gained" ? "gained" : "lost";
      // Whose a key is only the declaration tells; of nobody's, the key itself is named.
      const owners = found?.owners ?? [];
      const who = owners.length === 0 ? undefined : owners.join(", ");
      yield { kind, ...about, who, what: keyText(key), root, place };
    }
  }
  if (isReordered) yield { kind: "detail-changed", ...about, what: "order of root.sshKeys" };
}

function findRootKey(
  fleet: HostField["comparison"]["after"]["fleet"],
  { id, idBefore }: HostPair,
  { key, side }: { readonly key: unknown; readonly side: "before" | "after" },
) {
  const host = fleet?.resolved.hosts.get(side === "after" ? id : idBefore);
  const text = JSON.stringify(key);
  return host?.root.sshKeys.find(({ value }) => JSON.stringify(value) === text);
}
