import type { FoundGroup } from "./found-fleet.ts";
import type { FoundHome } from "./found-home.ts";
import type { FoundSecret } from "./found-secret.ts";
import type { FoundUser } from "./found-user.ts";
import {
  appendNew,
  firstSaid,
  type Uniting,
  uniteBy,
  uniteFiles,
  uniteNames,
} from "./merge-values.ts";

/** How much of an account counts that only the next source says. */
export type Belief =
  /** All of it. */
  | "all"
  /** What the first does not know; its lists, which cannot be unknown, are whole. */
  | "values";

/** Accounts of two sources, by login. */
export function usersBy(belief: Belief): Uniting<FoundUser> {
  return { nameOf: ({ login }) => login, unite: (first, next) => uniteUser(first, next, belief) };
}

function uniteUser(first: FoundUser, next: FoundUser, belief: Belief): FoundUser {
  const isAll = belief === "all";
  return {
    ...first,
    uid: firstSaid(first.uid, next.uid),
    description: firstSaid(first.description, next.description),
    homeDirectory: firstSaid(first.homeDirectory, next.homeDirectory),
    createHome: firstSaid(first.createHome, next.createHome),
    // Null beside the usual shell says something: that it is that.
    shell: isAll && first.isUsualShell ? firstSaid(first.shell, next.shell) : first.shell,
    isUsualShell: isAll ? first.isUsualShell && next.isUsualShell : first.isUsualShell,
    group: firstSaid(first.group, next.group),
    groups: isAll ? uniteNames(first.groups, next.groups) : first.groups,
    sshKeys: isAll ? appendNew(first.sshKeys, next.sshKeys) : first.sshKeys,
    keyFiles: isAll ? appendNew(first.keyFiles, next.keyFiles) : first.keyFiles,
    password: firstSaid(first.password, next.password),
    expires: firstSaid(first.expires, next.expires),
    linger: firstSaid(first.linger, next.linger),
    subordinateIds: firstSaid(first.subordinateIds, next.subordinateIds),
    definedIn: uniteFiles(first.definedIn, next.definedIn),
  };
}

/** Groups of two sources, by name. */
export function groupsBy(belief: Belief): Uniting<FoundGroup> {
  return {
    nameOf: ({ name }) => name,
    unite: (first, next) => ({
      ...first,
      gid: firstSaid(first.gid, next.gid),
      members: belief === "all" ? uniteNames(first.members, next.members) : first.members,
      definedIn: uniteFiles(first.definedIn, next.definedIn),
    }),
  };
}

/** Secrets of two sources, by name: one of them is as the first has it. */
export const secretsByName: Uniting<FoundSecret> = {
  nameOf: ({ name }) => name,
  unite: (first, next) => ({ ...first, definedIn: uniteFiles(first.definedIn, next.definedIn) }),
};

/** Homes of two sources, by name. */
export const homesByName: Uniting<FoundHome> = {
  nameOf: ({ name }) => name,
  unite: (first, next) => ({
    ...first,
    login: firstSaid(first.login, next.login),
    homeDirectory: firstSaid(first.homeDirectory, next.homeDirectory),
    stateVersion: firstSaid(first.stateVersion, next.stateVersion),
    system: firstSaid(first.system, next.system),
    fullName: firstSaid(first.fullName, next.fullName),
    email: firstSaid(first.email, next.email),
    modules: firstSaid(first.modules, next.modules),
    secrets: uniteBy(first.secrets, next.secrets, secretsByName),
    definedIn: uniteFiles(first.definedIn, next.definedIn),
  }),
};
