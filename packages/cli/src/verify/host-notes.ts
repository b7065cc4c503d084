import { type Account, quote, type ResolvedHost } from "@fleet/core";
import { type Comparison, listNames, subtract } from "./difference.ts";
import { listAddedGroups } from "./group-differences.ts";
import type { HostFacts, UserFacts } from "./nix-facts.ts";

/**
 * What Nix adds to a host beyond what was computed, and may: groups and keys that modules of its
 * author's bring. In sentences, for people who want to know all that somebody is and has.
 */
export function listNotes(comparison: Comparison, host: ResolvedHost, facts: HostFacts): string[] {
  return [...host.accounts.values()].flatMap((account) => {
    const user = facts.users.get(account.username.value);
    return user === undefined ? [] : listAccountNotes(comparison, { host, account }, user);
  });
}

function listAccountNotes(
  comparison: Comparison,
  computed: { host: ResolvedHost; account: Account },
  user: UserFacts,
): string[] {
  const { account } = computed;
  const login = quote(account.username.value);
  const groups = listAddedGroups(comparison, computed, user);
  const literal = account.sshKeys.filter((key) => typeof key === "string");
  const added = subtract(user.sshKeys, literal).length;
  // A key from the environment is whatever was in there, or a placeholder.
  const keys = Math.max(0, added - (account.sshKeys.length - literal.length));
  return [
    ...(groups.length === 0 ? [] : [`modules also put ${login} into ${listNames(groups)}`]),
    ...(keys === 0
      ? []
      : [`modules also give ${login} ${keys} SSH ${keys === 1 ? "key" : "keys"}`]),
  ];
}
