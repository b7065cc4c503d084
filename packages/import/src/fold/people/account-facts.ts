import { dayBefore, groupNameProblem, type PasswordDeclaration } from "@fleet/core/internal";
import { isDay, quote } from "@fleet/diagnostics";
import type { FoundHost } from "../../found/found-fleet.ts";
import type { FoundUser } from "../../found/found-user.ts";
import { lockedSince, placeholderKey, usualGroup } from "../../found/nix-values.ts";
import type { KeyReader } from "../key-reader.ts";
import type { LeftList } from "../left-list.ts";
import { isLeftToMacos, readAdmin, readTrust } from "./account-rights.ts";
import type { PersonalAccount } from "./list-accounts.ts";

/** An account as a declaration would say it. What it says nothing of is undefined. */
export interface AccountFacts extends PersonalAccount, ReadAccount {}

/** What was read of an account. */
export interface ReadAccount {
  readonly isDisabled: boolean;
  /** Undefined where nobody knows, as of most accounts of a Mac. */
  readonly isAdmin: boolean | undefined;
  /** Whether that is so because a declaration cannot say otherwise. */
  readonly isAdminByGuess: boolean;
  /** Whether Nix trusts it, by its name or by a group; undefined where nobody knows. */
  readonly isTrusted: boolean | undefined;
  /** Groups beside `wheel` and the primary one. */
  readonly groups: readonly string[];
  readonly primaryGroup: string | undefined;
  readonly shell: string | undefined;
  readonly homeDirectory: string | undefined;
  readonly sshKeys: readonly (string | { readonly env: string; readonly options?: string })[];
  readonly expires: string | undefined;
  readonly linger: boolean | undefined;
  readonly subordinateIds: "none" | { readonly start: number; readonly count?: number } | undefined;
  /** Of a secret its name alone. */
  readonly password: PasswordDeclaration | undefined;
}

/** What accounts are read with. */
export interface AccountReading {
  readonly left: LeftList;
  readonly keys: KeyReader;
}

/** Reads an account, and leaves what no declaration can say of it. */
export function readAccount(account: PersonalAccount, { left, keys }: AccountReading): ReadAccount {
  const { host, user } = account;
  const isNixos = host.platform === "nixos";
  const isDisabled = isNixos && user.expires === lockedSince && user.password?.isLocked === true;
  const groups = isNixos ? usableGroups(account, left) : [];
  return {
    isDisabled,
    isAdmin: isDisabled ? undefined : (readAdmin(account) ?? isLeftToMacos(account)),
    isAdminByGuess: readAdmin(account) === undefined && isLeftToMacos(account) === true,
    isTrusted: isDisabled ? undefined : readTrust(host.found, user),
    groups: groups.filter((name) => name !== "wheel" && name !== user.group),
    primaryGroup: isNixos ? readPrimaryGroup(host.found, user) : undefined,
    shell: isDisabled ? undefined : readShell(account, left),
    homeDirectory: readHomeDirectory(account),
    sshKeys: isDisabled ? [] : usableKeys(account, { left, keys }),
    expires: isDisabled ? undefined : readExpiry(account, left),
    linger: user.linger === true ? true : undefined,
    subordinateIds: isNixos ? readSubordinateIds(user) : undefined,
    password: isDisabled ? undefined : readPassword(account, left),
  };
}

function readShell(account: PersonalAccount, left: LeftList): string | undefined {
  const { user, host } = account;
  if (user.isUsualShell || isFleetsOwn(account)) return undefined;
  if (user.shell === null && host.platform === "nixos") {
    left.add({
      kind: "shell",
      about: nameAccount(account),
      message:
        "Its shell is no package of nixpkgs by its name, so that a declaration cannot say it.",
      help: "",
      files: user.definedIn,
    });
  }
  return user.shell ?? undefined;
}

/** Whether it is the shell of whom nix-darwin manages and nobody says one of: said, it would be enabled in the home, too. */
function isFleetsOwn({ host, user, homes }: PersonalAccount): boolean {
  const isManaged = host.platform === "darwin" && host.found.knownUsers?.includes(user.login);
  const isOut = homes.every(({ home: { shells } }) => shells && !shells.includes("zsh"));
  return isManaged === true && user.shell === "zsh" && isOut;
}

/** Where something is left of an account. */
export function nameAccount({ host, user }: PersonalAccount): string {
  return `${user.login}@${host.id}`;
}

function usableGroups(account: PersonalAccount, left: LeftList): readonly string[] {
  if (account.user.groups.length === 0) return account.user.groups;
  return [...new Set(account.user.groups)].filter((name) => {
    const problem = groupNameProblem(name);
    if (problem === undefined) return true;
    left.add({
      kind: "group",
      about: nameAccount(account),
      message: `It is in the group ${quote(name)}, which no group can be called: ${problem}`,
      help: "",
      files: account.user.definedIn,
    });
    return false;
  });
}

/** `private` stands for one that is called as the login and has the uid for a gid. */
function readPrimaryGroup({ groups }: FoundHost, user: FoundUser): string | undefined {
  const { group, login, uid } = user;
  if (group === null || group === usualGroup || groupNameProblem(group) !== undefined) {
    return undefined;
  }
  const own = groups.find(({ name }) => name === group);
  return group === login && own?.gid === uid ? "private" : group;
}

function readHomeDirectory({ host, user }: PersonalAccount): string | undefined {
  const { homeDirectory, login } = user;
  const usual = `${host.platform === "darwin" ? "/Users" : "/home"}/${login}`;
  return homeDirectory === null || homeDirectory === usual ? undefined : homeDirectory;
}

function usableKeys(
  account: PersonalAccount,
  { left, keys }: AccountReading,
): AccountFacts["sshKeys"] {
  const { sshKeys, definedIn: files, login } = account.user;
  if (sshKeys.length === 0) return [];
  return [...new Set(sshKeys.map((line) => line.trim()))].flatMap(
    (line): AccountFacts["sshKeys"] => {
      if (line.endsWith(placeholderKey)) {
        const options = line.slice(0, -placeholderKey.length).trim();
        return [{ env: variableOf(login), ...(options === "" ? {} : { options }) }];
      }
      const problem = keys.problemOf(line);
      if (problem === undefined) return [line];
      left.add({
        kind: "key",
        about: nameAccount(account),
        message: `One of its SSH keys is none that a declaration takes. ${problem}`,
        help: "It goes on as it is, in the module; mend it there, and declare it then.",
        files,
      });
      return [];
    },
  );
}

/** The variable that a placeholder most likely stands for. */
function variableOf(login: string): string {
  return `SSH_KEY_${login.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}`;
}

/** NixOS has the day from which on nobody logs in, a declaration the last on which somebody does. */
function readExpiry(account: PersonalAccount, left: LeftList): string | undefined {
  const { expires, definedIn: files } = account.user;
  if (expires === null) return undefined;
  if (isDay(expires) && expires > "1970-01-03") return dayBefore(expires);
  left.add({
    kind: "expiry",
    about: nameAccount(account),
    message: `It ends by ${quote(expires)}, which is no day that a declaration can name.`,
    help: "",
    files,
  });
  return undefined;
}

function readSubordinateIds({ subordinateIds }: FoundUser): AccountFacts["subordinateIds"] {
  if (subordinateIds === null || subordinateIds === "auto") return undefined;
  if (subordinateIds === "none") return subordinateIds;
  const { start, count } = subordinateIds;
  return count === 65536 ? { start } : { start, count };
}

function readPassword(account: PersonalAccount, left: LeftList): PasswordDeclaration | undefined {
  const { host, user } = account;
  if (user.password === null || host.platform !== "nixos") return undefined;
  const { options, secret, isLocked, isEmpty = false } = user.password;
  if (secret !== null && host.found.secrets.some(({ name }) => name === secret)) return { secret };
  if (isLocked) return "locked";
  // Of an empty one something else is said.
  if (options.length === 0 || isEmpty) return undefined;
  left.add({
    kind: "password",
    about: nameAccount(account),
    message: `Its password is set by ${options.map(quote).join(" and ")}, whose value an import does not read.`,
    help: "",
    files: user.definedIn,
  });
  return undefined;
}
