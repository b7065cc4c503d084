import { compareNames, type Diagnostic, quote } from "@fleet/diagnostics";
import type { JsonValue } from "@fleet/nix-eval";
import { importCodes } from "../codes.ts";
import type { FoundGroup } from "../found/found-fleet.ts";
import type { FoundPassword, FoundUser } from "../found/found-user.ts";
import {
  type Members,
  readFlag,
  readList,
  readMembers,
  readNumber,
  readText,
  readTexts,
} from "./found-value.ts";
import { readFiles, type SourcePlaces } from "./source-places.ts";

/** The accounts of a system. */
export interface ReadAccounts {
  readonly users: readonly FoundUser[];
  readonly groups: readonly FoundGroup[];
  /** What is wrong with key files. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads users and groups. Who is in a group is told by both, so each gets what the other says. */
export function readAccounts(
  parts: { readonly users: JsonValue | undefined; readonly groups: JsonValue | undefined },
  places: SourcePlaces,
  host: string,
): ReadAccounts {
  const users = readList(parts.users);
  const groups = readList(parts.groups);
  const groupsByLogin = new Map<string, string[]>();
  const membersByGroup = new Map<string, string[]>();
  const join = (login: string, group: string) => {
    pushTo(groupsByLogin, login, group);
    pushTo(membersByGroup, group, login);
  };
  for (const user of users) {
    for (const group of readTexts(user.get("groups")) ?? []) join(nameOf(user, "login"), group);
  }
  for (const group of groups) {
    for (const login of readTexts(group.get("members")) ?? []) join(login, nameOf(group, "name"));
  }
  const keyFiles = users.map((user) => readKeyFiles(user, places, host));
  return {
    users: users
      .map((user, index) => ({
        ...readUser(user, places, keyFiles[index]),
        groups: sortNames(groupsByLogin.get(nameOf(user, "login"))),
      }))
      .sort((a, b) => compareNames(a.login, b.login)),
    groups: groups
      .map((group) => ({
        name: nameOf(group, "name"),
        gid: readNumber(group.get("gid")),
        members: sortNames(membersByGroup.get(nameOf(group, "name"))),
        definedIn: readFiles(group.get("definedIn"), places),
      }))
      .sort((a, b) => compareNames(a.name, b.name)),
    diagnostics: keyFiles.flatMap(({ diagnostics }) => diagnostics),
  };
}

function readUser(
  user: Members,
  places: SourcePlaces,
  keyFiles: ReadKeyFiles | undefined,
): Omit<FoundUser, "groups"> {
  const keys = (readTexts(user.get("sshKeys")) ?? []).flatMap(splitKeys);
  return {
    login: nameOf(user, "login"),
    isNormal: readFlag(user.get("isNormal")) ?? false,
    isEnabled: readFlag(user.get("isEnabled")) ?? true,
    uid: readNumber(user.get("uid")),
    description: readText(user.get("description")),
    homeDirectory: readText(user.get("homeDirectory")),
    createHome: readFlag(user.get("createHome")),
    shell: readText(user.get("shell")),
    isUsualShell: readFlag(user.get("isUsualShell")) ?? true,
    group: readText(user.get("group")),
    sshKeys: [...new Set([...keys, ...(keyFiles?.keys ?? [])])],
    keyFiles: keyFiles?.paths ?? [],
    password: readPassword(user.get("password")),
    expires: readText(user.get("expires")),
    linger: readFlag(user.get("linger")),
    subordinateIds: readSubordinateIds(user.get("subordinateIds")),
    definedIn: readFiles(user.get("definedIn"), places),
  };
}

interface ReadKeyFiles {
  readonly keys: readonly string[];
  readonly paths: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

function readKeyFiles(user: Members, places: SourcePlaces, host: string): ReadKeyFiles {
  const files = readList(user.get("keyFiles")).map((file) => ({
    text: readText(file.get("path")) ?? "",
    lines: readTexts(file.get("lines")),
  }));
  const login = nameOf(user, "login");
  return {
    keys: files.flatMap(({ lines }) => (lines ?? []).flatMap(splitKeys)),
    paths: files.flatMap(({ text }) => places.namePath(text) ?? []),
    diagnostics: files.flatMap(({ text, lines }) =>
      lines === null ? [describeUnreadKeys(login, host, places.nameFile(text).path)] : [],
    ),
  };
}

function describeUnreadKeys(login: string, host: string, file: string): Diagnostic {
  const message = `The file ${quote(file)} with keys of ${quote(login)} on host ${quote(host)} cannot be read while Nix evaluates.`;
  return importCodes.create("unread-key-file", message, {
    help: "Put the file where the flake can see it (in git), or add the keys in it to what is written by hand.",
  });
}

/** An entry may hold several lines; what is no key is not one. */
function splitKeys(text: string): string[] {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

function readPassword(value: JsonValue | undefined): FoundPassword | null {
  const password = readMembers(value);
  const options = readTexts(password.get("options"));
  if (options === null) return null;
  return {
    options,
    secret: readText(password.get("secret")),
    isLocked: readFlag(password.get("isLocked")) ?? false,
    ...(readFlag(password.get("isEmpty")) === true ? { isEmpty: true } : {}),
  };
}

function readSubordinateIds(value: JsonValue | undefined): FoundUser["subordinateIds"] {
  if (value === "auto" || value === "none") return value;
  const range = readMembers(value);
  const start = readNumber(range.get("start"));
  const count = readNumber(range.get("count"));
  return start === null || count === null ? null : { start, count };
}

function nameOf(members: Members, key: "login" | "name"): string {
  return readText(members.get(key)) ?? "";
}

function sortNames(names: readonly string[] | undefined): string[] {
  return [...new Set(names)].sort(compareNames);
}

function pushTo(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
