import { compareNames, quote } from "@fleet/diagnostics";
import type { FoldedHost } from "../folded-host.ts";
import { type LeftList, type LeftThing, shorten } from "../left-list.ts";
import type { AccountFacts } from "../people/account-facts.ts";

/**
 * Leaves the accounts of a Mac that nix-darwin manages though somebody administers the Mac with them: fleet's module
 * refuses to be built with them, since nix-darwin deletes an account that goes out of its configuration.
 */
export function leaveManagedAdmins(
  people: ReadonlyMap<string, readonly AccountFacts[]>,
  left: LeftList,
): void {
  const managed = new Map<FoldedHost, AccountFacts[]>();
  for (const account of [...people.values()].flat()) {
    const { host, user, isAdmin, isTrusted } = account;
    const isAtRisk =
      user.login === host.found.primaryUser || isAdmin === true || isTrusted === true;
    if (isAtRisk && isManaged(host, user.login)) {
      managed.set(host, [...(managed.get(host) ?? []), account]);
    }
  }
  for (const [host, accounts] of managed) left.add(leftOn(host, accounts));
}

// It is one list in one option of the Mac, however many are in it.
function leftOn(host: FoldedHost, accounts: readonly AccountFacts[]): LeftThing {
  const logins = accounts.map(({ user }) => user.login).sort(compareNames);
  const isOne = logins.length === 1;
  return {
    kind: "known-user",
    about: host.id,
    message: `\`users.knownUsers\` holds ${shorten(logins.map(quote))}, with whom the Mac is administered: nix-darwin would delete ${isOne ? "the account with its" : "the accounts with their"} lines, so that with fleet's module the Mac does not build.`,
    help: isOne
      ? "Take the name out of `users.knownUsers` first: the account stays, and macOS keeps it."
      : "Take the names out of `users.knownUsers` first: the accounts stay, and macOS keeps them.",
    files: accounts.flatMap(({ user }) => user.definedIn),
  };
}

function isManaged({ platform, found }: FoldedHost, login: string): boolean {
  return platform === "darwin" && found.knownUsers?.includes(login) === true;
}
