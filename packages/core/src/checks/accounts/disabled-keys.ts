import { createOnce, type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { coreCodes } from "../../codes.ts";
import type { Fleet } from "../../parse/fleet.ts";
import type { KeyOwners } from "../../resolve/keys/key-owners.ts";
import type { ResolvedHost } from "../../resolve/resolved-fleet.ts";

/**
 * Whoever is disabled on a host has no key there that lets them in: no expression means them, and a key of theirs that
 * stands in `root` or in a service account itself is told of. Each place once, with the first host.
 */
export function* reportDisabledKeys(
  fleet: Fleet,
  hosts: ReadonlyMap<string, ResolvedHost>,
  ownersOf: KeyOwners,
): Iterable<Diagnostic> {
  const isNew = createOnce();
  for (const host of hosts.values()) {
    for (const { path, owners, login } of listOwned(host, ownersOf)) {
      const people = owners.map((owner) => owner.replace("user:", ""));
      const open = people.filter((id) => !isDisabled(fleet, host, id));
      const [somebody] = people;
      // Somebody else may be meant, who has the same key.
      if (somebody === undefined || open.length > 0 || !isNew(path)) continue;
      const who = quote(somebody);
      const message = `${who} is disabled on ${quote(host.id)}, and logs in as ${quote(login)} there with a key that stands here.`;
      const help = `Take the key of ${who} out here, or do not disable ${who}.`;
      yield coreCodes.create("disabled-user-key", message, { path, help });
    }
  }
}

interface Owned {
  readonly path: Path;
  readonly owners: readonly string[];
  readonly login: string;
}

function* listOwned({ root, serviceAccounts }: ResolvedHost, ownersOf: KeyOwners): Iterable<Owned> {
  for (const { id, username, sshKeys } of serviceAccounts.values()) {
    const path = ["serviceAccounts", id, "sshKeys"];
    for (const key of sshKeys) yield { path, owners: ownersOf(key), login: username.value };
  }
  for (const { path = [], owners } of root.sshKeys) {
    if (owners.every((owner) => owner.startsWith("user:"))) yield { path, owners, login: "root" };
  }
}

/** Whether somebody is: by their account there, or without one as a user. */
function isDisabled({ users }: Fleet, { accounts }: ResolvedHost, user: string): boolean {
  return accounts.get(user)?.isDisabled.value ?? users.get(user)?.own.isDisabled ?? false;
}
