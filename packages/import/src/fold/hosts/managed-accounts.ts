import { quote } from "@fleet/diagnostics";
import type { FoldedHost } from "../folded-host.ts";
import type { LeftList } from "../left-list.ts";
import type { AccountFacts } from "../people/account-facts.ts";

/**
 * Leaves the accounts of a Mac that nix-darwin manages though somebody administers the Mac with them: fleet's module
 * refuses to be built with them, since nix-darwin deletes an account that goes out of its configuration.
 */
export function leaveManagedAdmins(
  people: ReadonlyMap<string, readonly AccountFacts[]>,
  left: LeftList,
): void {
  for (const account of [...people.values()].flat()) {
    const { host, user, isAdmin, isTrusted } = account;
    const isAtRisk =
      user.login === host.found.primaryUser || isAdmin === true || isTrusted === true;
    if (!isManaged(host, user.login) || !isAtRisk) continue;
    left.add({
      kind: "known-user",
      about: host.id,
      message: `\`users.knownUsers\` holds ${quote(user.login)}, with whom the Mac is administered: nix-darwin would delete the account with its lines, so that with fleet's module the Mac does not build.`,
      help: "Take the name out of `users.knownUsers` first: the account stays, and macOS keeps it.",
      files: user.definedIn,
    });
  }
}

function isManaged({ platform, found }: FoldedHost, login: string): boolean {
  return platform === "darwin" && found.knownUsers?.includes(login) === true;
}
