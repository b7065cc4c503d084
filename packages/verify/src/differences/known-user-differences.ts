import type { Account, ResolvedHost } from "@fleet/core";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import type { HostFacts } from "../facts/nix-facts.ts";
import { findLoginPath, findPlacementPath } from "./account-place.ts";
import { type Comparison, createDifference, subtract } from "./difference.ts";

const option = "users.knownUsers";

/**
 * How those whom nix-darwin manages on a Mac differ from those who were computed. Others that modules
 * add are their author's business, but for those who administer the Mac, and those who would be deleted.
 */
export function* compareKnownUsers(
  comparison: Comparison,
  host: ResolvedHost,
  facts: HostFacts,
): Iterable<Diagnostic> {
  if (host.knownUsers === undefined) return;
  const of = `host ${quote(host.id)}`;
  for (const login of subtract(host.knownUsers, facts.knownUsers)) {
    yield createDifference(comparison, {
      what: "missing-known-user",
      path: findLoginPath(comparison.fleet.declared, host, login),
      message: `nix-darwin does not manage the account ${quote(login)} on ${of}, and was to: it neither creates nor changes it.`,
      option,
    });
  }
  for (const { account, role } of listAdministrators(host)) {
    const login = account.username.value;
    if (!facts.knownUsers.includes(login)) continue;
    yield createDifference(comparison, {
      what: "known-admin",
      path: findPlacementPath({ declared: comparison.fleet.declared, host: host.id, account }),
      message: `nix-darwin manages the account ${quote(login)} on ${of}, ${role}: it would delete it as soon as users.users lacks it.`,
      option,
      help: `A module of your own adds it to ${option}. Leave it out there: macOS manages whoever administers a Mac.`,
    });
  }
  for (const login of facts.deletedUsers) {
    yield createDifference(comparison, {
      what: "deleted-account",
      path: findLoginPath(comparison.fleet.declared, host, login),
      message: `nix-darwin deletes the account ${quote(login)} on ${of}, if its uid there is above 501: ${option} holds it, and users.users has no account of that name.`,
      option,
      help: `To keep the account, take it out of ${option}. To have it deleted, this is the way; its home directory stays.`,
    });
  }
}

/** The logins that a message of fleet's own modules names, which a difference may say as well; none of another message. */
export function loginsOfMessage(text: string): readonly string[] {
  const [, names = ""] = ownMessage.exec(text) ?? [];
  return [...names.matchAll(/"(.*?)"/g)].map(([, login = ""]) => login);
}

/** Whether a difference says of a login what a message of fleet's own modules says. */
export function isOfLogin({ code, message }: Diagnostic, login: string): boolean {
  if (code !== "verify/known-admin" && code !== "verify/deleted-account") return false;
  return message.includes(`the account ${quote(login)} on`);
}

const ownMessage =
  /^fleet: (?:users\.knownUsers of host ".*?" holds|nix-darwin will delete the account) (".*?)(?:, who (?:is|are) | on host )/;

/** The accounts of a Mac that nix-darwin must not manage, with why. */
function listAdministrators(host: ResolvedHost): { account: Account; role: string }[] {
  return [...host.accounts.values()].flatMap((account) => {
    if (account.user === host.primaryUser) return [{ account, role: "its primary user" }];
    return account.isAdmin.value ? [{ account, role: "one of its admins" }] : [];
  });
}
