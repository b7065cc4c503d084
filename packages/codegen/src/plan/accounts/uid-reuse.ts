import { fieldsOf } from "../../fleet-json/json-value.ts";
import type { Comparison } from "../facts/comparison.ts";
import { entriesOf, type HostFacts } from "../facts/fleet-facts.ts";
import type { HostPair } from "../hosts/host-pair.ts";
import type { DraftChange } from "../planned-change.ts";
import { placeOfAccount } from "./account-places.ts";

/** Uids that somebody else would have on a host: the files of the one before would be theirs. */
export function* listReusedUids(
  comparison: Comparison,
  { id, before, after }: HostPair,
): Iterable<DraftChange> {
  if (before.accounts === after.accounts) return;
  const old = ownersOf(before);
  for (const [uid, owner] of ownersOf(after)) {
    const was = renameOwner(comparison, old.get(uid));
    if (was === undefined || was === owner) continue;
    const user = owner.startsWith("user:") ? owner.slice("user:".length) : "";
    const place = placeOfAccount(comparison, id, user);
    yield { kind: "uid-reused", host: id, what: String(uid), before: was, after: owner, place };
  }
}

/** Whoever was renamed is called as now. */
function renameOwner({ renames }: Comparison, owner: string | undefined): string | undefined {
  if (owner?.startsWith("user:") !== true) return owner;
  const id = owner.slice("user:".length);
  return `user:${renames.users.get(id) ?? id}`;
}

/** Whose each uid is, such as `user:keith`. */
function ownersOf({ fields, accounts }: HostFacts): ReadonlyMap<number, string> {
  const people = [...accounts].map(([user, account]) => [`user:${user}`, account] as const);
  const services = entriesOf(fields["serviceAccounts"]).map(
    ([id, account]) => [`service:${id}`, fieldsOf(account)] as const,
  );
  const owners = new Map<number, string>();
  for (const [owner, { uid }] of [...people, ...services]) {
    if (typeof uid === "number") owners.set(uid, owner);
  }
  return owners;
}
