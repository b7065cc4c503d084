import { loginNameProblem } from "@fleet/core/internal";
import { quote } from "@fleet/diagnostics";
import type { FoundUser } from "../../found/found-user.ts";
import { unsaidUser } from "../../found/unsaid.ts";
import type { FoldedHost } from "../folded-host.ts";
import { groupBy } from "../frequency.ts";
import type { PlacedHome } from "../homes/found-homes.ts";
import type { LeftList } from "../left-list.ts";

/** An account of a person on a host. */
export interface PersonalAccount {
  readonly host: FoldedHost;
  readonly user: FoundUser;
  /** The homes that it has there, by whoever builds them. */
  readonly homes: readonly PlacedHome[];
}

/** The accounts of people, by login. Accounts of others are in none. */
export function listAccounts(
  hosts: Iterable<FoldedHost>,
  homesByHost: ReadonlyMap<string, readonly PlacedHome[]>,
  left: LeftList,
): Map<string, PersonalAccount[]> {
  const byLogin = new Map<string, PersonalAccount[]>();
  for (const host of hosts) {
    for (const account of accountsOn(host, homesByHost.get(host.id) ?? [], left)) {
      const { login } = account.user;
      const known = byLogin.get(login);
      if (known === undefined) byLogin.set(login, [account]);
      else known.push(account);
    }
  }
  return byLogin;
}

function accountsOn(
  host: FoldedHost,
  homes: readonly PlacedHome[],
  left: LeftList,
): PersonalAccount[] {
  const homesByLogin = groupBy(homes, ({ login }) => login);
  const users = new Map<string, FoundUser>();
  for (const user of host.found.users) users.set(user.login, user);
  const { primaryUser } = host.found;
  const implied = [...homesByLogin.keys(), ...(primaryUser === null ? [] : [primaryUser])];
  for (const login of implied) {
    // Of accounts that macOS made itself, nix-darwin need not say anything.
    if (!users.has(login) && host.platform !== "nixos") users.set(login, unsaidUser(login));
  }
  const accounts: PersonalAccount[] = [];
  for (const user of users.values()) {
    const { login } = user;
    const own = homesByLogin.get(login) ?? noHomes;
    if (isPersonal(host, user, own.length > 0 || login === primaryUser)) {
      if (isUsable(host, user, left)) accounts.push({ host, user, homes: own });
    } else leaveHomes(own, left);
  }
  const ofNobody = [...homesByLogin].filter(([login]) => !users.has(login));
  for (const [, own] of ofNobody) leaveHomes(own, left);
  return accounts;
}

const noHomes: readonly PlacedHome[] = [];

/** Whether an account is a person's: of NixOS a normal user, of a Mac also whoever has a home. */
function isPersonal({ platform }: FoldedHost, user: FoundUser, isImplied: boolean): boolean {
  if (user.login === "root") return false;
  if (platform !== "nixos" && isImplied) return true;
  return user.isNormal && !isOfNixos(user);
}

/** Whether NixOS's own modules alone make it. Those of others, such as clan's, make accounts of people. */
function isOfNixos({ definedIn }: FoundUser): boolean {
  return (
    definedIn.length > 0 &&
    definedIn.every(({ path, isOwn }) => !isOwn && path.startsWith("nixos/"))
  );
}

function isUsable({ id, platform }: FoldedHost, user: FoundUser, left: LeftList): boolean {
  const { login, definedIn: files } = user;
  const about = `${quote(login)} on ${id}`;
  if (!user.isEnabled) {
    const message = "It is switched off there (`enable = false`), so that there is no account.";
    left.add({ kind: "account", about, message, help: "", files });
    return false;
  }
  const problem =
    login === "__proto__" ? "JavaScript keeps it for itself." : loginNameProblem(login);
  if (problem === undefined) return true;
  const message = `No user of a fleet can be called so: ${problem}`;
  const help = platform === "nixos" ? "" : "Nothing has to be done: the account goes on as it is.";
  left.add({ kind: "account", about, message, help, files });
  return false;
}

function leaveHomes(homes: readonly PlacedHome[], left: LeftList): void {
  for (const { home, login, host } of homes) {
    left.add({
      kind: "home",
      about: `${quote(login)} on ${host}`,
      message: "It is no person's, so that fleet has no home for it: it goes on as it is.",
      help: "",
      files: home.definedIn,
    });
  }
}
