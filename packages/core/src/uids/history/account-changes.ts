import { type Diagnostic, quote, shellWord } from "@fleet/diagnostics";
import type { Account, ResolvedHost } from "../../resolve/resolved-fleet.ts";
import type { EarlierAccount, EarlierHost, UidHistory } from "./earlier-fleet.ts";
import { ledgerCodes } from "./ledger-codes.ts";

/**
 * Accounts that would be called otherwise on a host where they are already, or live elsewhere. The system
 * makes of that a new account, or an empty directory, and keeps the old one's files and password where they
 * are.
 */
export function reportAccountChanges({ resolved, earlier }: UidHistory): Diagnostic[] {
  const found = new Map<string, AccountChange>();
  for (const before of earlier) {
    for (const host of resolved.hosts.values()) {
      const built = before.get(host.id);
      if (built?.platform !== host.platform) continue;
      for (const one of listChanges(host, built)) {
        const key = JSON.stringify([one.what, one.account.user, one.from, one.to, one.isOnMac]);
        const same = found.get(key);
        if (same === undefined) found.set(key, one);
        else same.hosts.add(host.id);
      }
    }
  }
  return [...found.values()].map(describeChange);
}

interface AccountChange {
  readonly what: "login" | "home";
  readonly account: Account;
  readonly from: string;
  readonly to: string;
  readonly isOnMac: boolean;
  /** Where it is so; ids. */
  readonly hosts: Set<string>;
}

function* listChanges(host: ResolvedHost, built: EarlierHost): Iterable<AccountChange> {
  for (const account of host.accounts.values()) {
    const before = findBefore(account, host, built);
    if (before === undefined) continue;
    const [login, home] = [account.username.value, account.homeDirectory.value];
    const isOnMac = host.platform === "darwin";
    const common = { account, isOnMac, hosts: new Set([host.id]) };
    if (before.username !== undefined && before.username !== login) {
      // That a login is somebody else's already is said of the login.
      const isFree = ![...built.accounts.values()].some(({ username }) => username === login);
      if (isFree) yield { ...common, what: "login", from: before.username, to: login };
      continue;
    }
    if (before.homeDirectory === undefined || before.homeDirectory === home) continue;
    yield { ...common, what: "home", from: before.homeDirectory, to: home };
  }
}

/** The account as it was built: of the same user, or of one who is gone and had the uid. */
function findBefore(
  { user, uid }: Account,
  { accounts }: ResolvedHost,
  built: EarlierHost,
): EarlierAccount | undefined {
  const same = built.accounts.get(user);
  if (same !== undefined || uid === undefined) return same;
  const gone = [...built.accounts.values()].filter((one) => !accounts.has(one.user));
  return gone.find((one) => one.uid === uid.value);
}

function describeChange(change: AccountChange): Diagnostic {
  const { what, account, from, to, hosts } = change;
  const [first = "", ...more] = hosts;
  const where = `${quote(first)}${more.length === 0 ? "" : ` and ${more.length} more`}`;
  const decided = what === "login" ? account.username : account.homeDirectory;
  const path = decided.path ?? ["users", account.user];
  const help = describeCure(change);
  const user = quote(account.user);
  if (what === "home") {
    const message = `The home of ${user} on ${where} is ${quote(from)}, and would be ${quote(to)}: that is a new directory, and empty.`;
    return ledgerCodes.create("home-moves", message, { path, help });
  }
  const message = `The login of ${user} on ${where} is ${quote(from)}, and would be ${quote(to)}: that is a new account, and the password stays with the old one.`;
  return ledgerCodes.create("login-changes", message, { path, help });
}

/** Only the tools of a system change an account that exists; of a Mac's login, those of its settings. */
function describeCure({ what, account, from, to, isOnMac }: AccountChange): string {
  const login = what === "login" ? from : account.username.value;
  const where = isOnMac ? "the Mac" : "each of these hosts";
  const when = `as root on ${where} while nobody is logged in as ${quote(login)}, before you switch`;
  if (what === "home") {
    const keep = `To keep it: homeDirectory: ${quote(from)}.`;
    // The volume of the system cannot be written to; these are links to the one of the data, or mounts.
    if (isOnMac && !/^\/(?:Users|Volumes|opt|private|var)\//.test(to)) {
      return `${keep} At ${quote(to)} it cannot be: macOS lets nobody write there. To move it, choose a place below /Users or /Volumes.`;
    }
    return `${keep} To move it, ${when}: ${moveHome({ from, to })}${isOnMac ? ` && ${changeHome(login, { from, to })}` : ""}`;
  }
  const keep = `To keep it: username: ${quote(from)}.`;
  if (isOnMac) {
    return `${keep} To change it, on the Mac as another administrator, before you switch: System Settings, Users & Groups, a right click on ${quote(from)}, Advanced Options, Account name.`;
  }
  const home = shellWord(account.homeDirectory.value);
  return `${keep} To change it, ${when}: usermod -l ${shellWord(to)} -d ${home} -m ${shellWord(from)}`;
}

type Places = Pick<AccountChange, "from" | "to">;

/** A directory of another kind than the old one's may not be there: `/srv` is not on NixOS. */
function moveHome({ from, to }: Places): string {
  const above = parentOf(to);
  const make =
    above === parentOf(from) || above === "" ? "" : `mkdir -p -- ${shellWord(above)} && `;
  return `${make}mv -- ${shellWord(from)} ${shellWord(to)}`;
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

/** nix-darwin changes the home of no account that exists, and stops (modules/users/default.nix, NFSHomeDirectory). */
function changeHome(login: string, { from, to }: Places): string {
  const record = shellWord(`/Users/${login}`);
  return `dscl . -change ${record} NFSHomeDirectory ${shellWord(from)} ${shellWord(to)}`;
}
