import { createOnce, type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import type { DeclaredContext, ResolvedContext } from "../checks/check.ts";
import { badValue } from "../checks/values/bad-value.ts";
import { coreCodes } from "../codes.ts";
import type { Platform } from "../declaration/declaration.ts";
import { absolutePathProblem } from "../declaration/names.ts";
import { holdsUnseen } from "../declaration/unseen-characters.ts";
import type { Fleet, ServiceAccount } from "../parse/fleet.ts";
import { placeOf } from "../resolve/clashes.ts";
import type { Account, ResolvedHost } from "../resolve/resolved-fleet.ts";
import { folderProblem, plainFolder } from "./system-folders.ts";

/**
 * Home directories are absolute paths, and nobody else's: NixOS gives what is declared to the user, with mode 700,
 * each time it is activated (`users.users.<name>.createHome`).
 */
export function* homeDirectoriesFit({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  const platforms = listPlatforms(fleet);
  for (const [user, { own }] of fleet.users) {
    if (own.homeDirectory === undefined) continue;
    const path = ["users", user, "homeDirectory"];
    yield* homeDirectory(own.homeDirectory, { user, path, platforms: platforms.get(user) });
  }
  for (const { platform, placements } of fleet.hosts.values()) {
    for (const { user, own, path } of placements.values()) {
      if (own.homeDirectory === undefined) continue;
      const place = [...path, "homeDirectory"];
      yield* homeDirectory(own.homeDirectory, {
        user,
        path: place,
        platforms: new Set([platform]),
      });
    }
  }
}

/** The platforms on which users have the home that is declared for them everywhere. */
function listPlatforms({ users, hosts }: Fleet): ReadonlyMap<string, ReadonlySet<Platform>> {
  const platforms = new Map<string, Set<Platform>>();
  for (const { platform, placements } of hosts.values()) {
    for (const { user, own } of placements.values()) {
      if (own.homeDirectory !== undefined) continue;
      if (users.get(user)?.own.homeDirectory === undefined) continue;
      const known = platforms.get(user);
      if (known === undefined) platforms.set(user, new Set([platform]));
      else known.add(platform);
    }
  }
  return platforms;
}

/** Whose home it is, and where. */
interface Home {
  readonly user: string;
  readonly path: Path;
  /** Undefined for somebody who is nowhere. */
  readonly platforms: ReadonlySet<Platform> | undefined;
}

// PATH_MAX of Linux; macOS takes a fourth of it. NAME_MAX is the same on both.
const longest = { path: 1024, name: 255 };

function* homeDirectory(
  directory: string,
  { user, path, platforms = new Set(["nixos"]) }: Home,
): Iterable<Diagnostic> {
  const all = [...platforms];
  const above = all.every((platform) => platform === "darwin") ? "/Users" : "/home";
  const example = `homeDirectory: ${quote(`${above}/${/^[a-z]+$/.test(user) ? user : "keith"}`)}`;
  const problem = pathProblem(directory);
  if (problem !== undefined) {
    const plain = plainPath(directory);
    const isMended =
      pathProblem(plain) === undefined &&
      all.every((platform) => folderProblem(plain, platform) === undefined);
    yield badValue("home-directory", path, {
      message: `${quote(directory)} cannot be a home directory. ${problem}`,
      help: `Write an absolute path, such as ${isMended ? `homeDirectory: ${quote(plain)}` : example}.`,
    });
    return;
  }
  for (const platform of all) {
    // Where homes alone are managed, nobody is given a folder.
    const whose = platform === "linux" ? undefined : folderProblem(directory, platform);
    if (whose === undefined) continue;
    const where = all.length > 1 && platform === "darwin" ? " on a Mac" : "";
    const other = where === "" ? "" : ", in the placement there";
    yield badValue("home-directory", path, {
      message: `${quote(directory)} cannot be a home directory${where}: ${whose}, and activation would give it to ${quote(user)} alone.`,
      help: `Leave it out, or write one of the user's own${other}, such as ${where === "" ? example : example.replace("/home/", "/Users/")}.`,
    });
    return;
  }
}

/**
 * The same of a service account. Without `createHome` nobody is given the folder, which may then be anything.
 */
export function* serviceHomeFits({
  id,
  homeDirectory: home,
  createHome,
}: ServiceAccount): Iterable<Diagnostic> {
  const path = ["serviceAccounts", id, "homeDirectory"];
  const example = `homeDirectory: ${quote(`/var/lib/${/^[a-z]+$/.test(id) ? id : "backup"}`)}`;
  if (home === undefined) {
    if (createHome !== true) return;
    yield coreCodes.create(
      "home-needed",
      `No home directory is declared for the service account ${quote(id)}, so that there is none to make: it would be /var/empty, which all have that have no other.`,
      { path: ["serviceAccounts", id, "createHome"], help: `Declare one: ${example}.` },
    );
    return;
  }
  const problem = pathProblem(home);
  const whose = createHome === true ? folderProblem(home, "nixos") : undefined;
  if (problem !== undefined) {
    yield badValue("home-directory", path, {
      message: `${quote(home)} cannot be a home directory. ${problem}`,
      help: `Write an absolute path, such as ${example}.`,
    });
  } else if (whose !== undefined) {
    yield badValue("home-directory", path, {
      message: `${quote(home)} cannot be made as a home directory: ${whose}, and activation would give it to ${quote(id)} alone.`,
      help: `Leave \`createHome\` out, or write a directory of its own, such as ${example}.`,
    });
  }
}

function pathProblem(directory: string): string | undefined {
  // The passwd file is parted by colons.
  if (directory.includes(":")) return "It holds a colon, by which the file of accounts is parted.";
  if (directory.length > longest.path) return `It has ${directory.length} characters.`;
  if (directory === "/") return undefined;
  const problem = absolutePathProblem(directory);
  if (problem !== undefined) return problem;
  if (holdsUnseen(directory)) return "It holds a character that nobody can see.";
  const names = directory.split("/").slice(1);
  if (names.some((name) => new TextEncoder().encode(name).length > longest.name))
    return "A folder in it has more than 255 bytes.";
  if (names.some((name) => name.trim() !== name))
    return "A folder in it begins or ends with a blank.";
  const literal = /[$*?{}\\]|(?<=\/)~/.exec(directory)?.[0];
  return literal === undefined ? undefined : `Nothing replaces the ${quote(literal)} in it.`;
}

/** The same folder without empty parts and dots. What leads upwards is left, for nobody knows whether it is meant. */
function plainPath(directory: string): string {
  const parts = directory.split("/").filter((part) => part !== "" && part !== ".");
  return directory.startsWith("/") ? `/${parts.join("/")}` : directory;
}

/** Nobody of a host lives inside of somebody else's home, which only its owner may enter. */
export function* homeDirectoriesAreApart({
  fleet,
  hosts,
  distinct,
}: ResolvedContext): Iterable<Diagnostic> {
  // Those that nobody declared stand side by side.
  if (!distinct.some(({ account }) => account.homeDirectory.path !== undefined)) return;
  const isNew = createOnce();
  for (const host of hosts.values()) {
    for (const { account, outer } of listNested(host)) {
      const isDeclared = account.homeDirectory.path !== undefined;
      const path = placeOf(fleet, host, isDeclared ? account : outer, "homeDirectory");
      if (!isNew(path, account.user, outer.user)) continue;
      yield coreCodes.create(
        "home-directory-inside",
        `On ${quote(host.id)}, the home ${quote(account.homeDirectory.value)} of ${quote(account.user)} lies inside of that of ${quote(outer.user)}, which nobody else may enter.`,
        { path, help: "Give one of the two another `homeDirectory`." },
      );
    }
  }
}

interface Nested {
  readonly account: Account;
  readonly outer: Account;
}

function* listNested({ accounts, platform }: ResolvedHost): Iterable<Nested> {
  const owners = new Map<string, Account>();
  const folderOf = ({ homeDirectory: { value } }: Account) => plainFolder(value, platform);
  for (const account of accounts.values()) owners.set(folderOf(account), account);
  const all = [...accounts.values()].filter((one) => folderOf(one).length <= longest.path);
  for (const account of all) {
    const parts = folderOf(account).split("/").slice(0, -1);
    for (; parts.length > 1; parts.pop()) {
      const outer = owners.get(parts.join("/"));
      if (outer !== undefined) yield { account, outer };
    }
  }
}
