import { groupNameProblem, loginNameProblem } from "@fleet/core/internal";
import type { FoundFile } from "../../found/found-file.ts";
import type { FoundHost } from "../../found/found-fleet.ts";
import type { FoundUser } from "../../found/found-user.ts";
import { compareKeys, type KeyReader } from "./compared-keys.ts";
import { type ComparedPlace, comparePairs, compareSets } from "./compared-values.ts";
import { nothing, showOption, showValue } from "./shown-value.ts";
import type { Tally } from "./tally.ts";

/** A host before and after. */
export interface ComparedHosts {
  readonly tally: Tally;
  readonly later: ComparedPlace["later"];
  readonly before: FoundHost;
  readonly after: FoundHost;
  readonly readKey: KeyReader;
}

/** Compares everybody who has an account. */
export function compareAccounts(hosts: ComparedHosts): void {
  const { before, after } = hosts;
  const rest = new Map(after.users.map((user) => [user.login, user]));
  for (const user of before.users) {
    const other = rest.get(user.login);
    rest.delete(user.login);
    if (other === undefined) tellMissing(hosts, user);
    else compareAccount(hosts, user, other);
  }
  for (const { login } of rest.values()) {
    const what = showOption("users", "users", login);
    const reason = "There was no such account.";
    const words = { kind: "accounts", what, before: nothing, after: "an account", reason } as const;
    hosts.tally.differ(before.name, words);
  }
}

/**
 * What modules of others make they go on making, and what is no person's may be left to modules of one's own; of whom no
 * declaration can name, the import has said so.
 */
function tellMissing({ tally, later, before }: ComparedHosts, user: FoundUser): void {
  const isLeft = !user.isNormal || !isOwn(user.definedIn) || !canBeCalled(user.login);
  if (later === "declared" && isLeft) {
    tally.countLeft("accounts");
    tally.countLeft("keys", user.sshKeys.length);
    return;
  }
  const reason =
    later === "built"
      ? "Nothing makes it any more."
      : `It is not declared${describeFiles(user.definedIn)}.`;
  const what = showOption("users", "users", user.login);
  tally.differ(before.name, {
    kind: "accounts",
    what,
    before: "an account",
    after: nothing,
    reason,
  });
}

function canBeCalled(login: string): boolean {
  return login !== "__proto__" && loginNameProblem(login) === undefined;
}

/** Whether a file of the flake says something; nobody knows where no file is named. */
function isOwn(files: readonly FoundFile[]): boolean {
  return files.length === 0 || files.some((file) => file.isOwn);
}

function describeFiles(files: readonly FoundFile[]): string {
  const own = files.filter((file) => file.isOwn).map(({ path }) => showValue(path));
  if (own.length === 0) return "";
  const more = own.length > 2 ? ` and ${own.length - 2} more files` : "";
  return `, and goes on standing in ${own.slice(0, 2).join(" and ")}${more}`;
}

function compareAccount(hosts: ComparedHosts, before: FoundUser, after: FoundUser): void {
  const { tally, later, readKey } = hosts;
  const place: ComparedPlace = {
    tally,
    later,
    host: hosts.before.name,
    kind: "accounts",
    option: ["users", "users", before.login],
  };
  const isOfMacos = isLeftToMacos(hosts, before.login);
  const results = [
    comparePairs(place, [
      ...settingsOf(before, after, { isMac: hosts.before.platform === "darwin", isOfMacos }),
      ...(isOfMacos ? [] : shellOf(before, after, later)),
      ...passwordOf(before, after),
    ]),
    compareMemberships(place, before, after),
    compareKeys(
      { ...place, kind: "keys" },
      { before: before.sshKeys, after: after.sshKeys },
      readKey,
    ),
  ];
  if (results.every((isEqual) => isEqual)) tally.countEqual("accounts");
}

/** What nix-darwin is told of an account that it does not manage, it does nothing with but for keys. */
function isLeftToMacos({ before, after }: ComparedHosts, login: string): boolean {
  const isKnown = ({ knownUsers }: FoundHost) => knownUsers?.includes(login) === true;
  return before.platform === "darwin" && !isKnown(before) && !isKnown(after);
}

function settingsOf(
  before: FoundUser,
  after: FoundUser,
  { isMac, isOfMacos }: { readonly isMac: boolean; readonly isOfMacos: boolean },
) {
  const names = [
    ["isNormalUser", "isNormal"],
    ["enable", "isEnabled"],
    ["uid", "uid"],
    ["home", "homeDirectory"],
    ["group", "group"],
    ["expires", "expires"],
    ["linger", "linger"],
  ] as const;
  const ranges = { name: ["subUidRanges"], ...pair(before.subordinateIds, after.subordinateIds) };
  const comment = {
    name: ["description"],
    ...pair(before.description, after.description),
    reason: before.description === "" ? "Whoever has a Mac, too, cannot have an empty one." : "",
  };
  const home = {
    name: ["createHome"],
    ...pair(before.createHome, after.createHome),
    // Of one that it manages, and finds there, it makes none (modules/users/default.nix, createhomedir).
    reason: isMac ? "nix-darwin makes the home of an account only when it makes the account." : "",
  };
  return [
    home,
    ...(isOfMacos ? [] : [comment]),
    ...names.map(([option, key]) => ({ name: [option], ...pair(before[key], after[key]) })),
    ranges,
  ];
}

/** The shell that everybody has who says nothing, fleet does not say either. */
function shellOf(before: FoundUser, after: FoundUser, later: ComparedPlace["later"]) {
  if (later === "declared" && after.isUsualShell && before.isUsualShell) return [];
  return [{ name: ["shell"], ...pair(before.shell, after.shell) }];
}

/** Of a password, by what it is set; never what it is. */
function passwordOf(before: FoundUser, after: FoundUser) {
  const name = ["hashedPasswordFile"];
  return [
    { name, ...pair(before.password?.secret, after.password?.secret) },
    { name: ["hashedPassword"], ...pair(before.password?.isLocked, after.password?.isLocked) },
  ];
}

function pair<T>(before: T, after: T) {
  return { before, after };
}

/** Compares in which groups somebody is, but for the primary one. */
function compareMemberships(place: ComparedPlace, before: FoundUser, after: FoundUser): boolean {
  // Whoever has a group as the primary one is in it, whether or not that is said once more.
  const primary = after.group ?? before.group;
  const others = (groups: readonly string[]) => groups.filter((group) => group !== primary);
  const isLeft = (group: string) =>
    place.later === "declared" && groupNameProblem(group) !== undefined;
  const { isEqual } = compareSets(
    { ...place, kind: "groups" },
    {
      name: ["extraGroups"],
      before: others(before.groups).filter((group) => !isLeft(group)),
      after: others(after.groups),
      gainReason: (group) => (rootGroups.has(group) ? "Its members can become root." : ""),
      lossReason: (group) => (rootGroups.has(group) ? "Its members can become root." : ""),
    },
  );
  return isEqual;
}

const rootGroups: ReadonlySet<string> = new Set(["wheel", "admin"]);
