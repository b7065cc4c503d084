import { createOnce, type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { badValue } from "../checks/bad-value.ts";
import type { DeclaredContext, ResolvedContext } from "../checks/check.ts";
import { coreCodes } from "../codes.ts";
import { absolutePathProblem } from "../declaration/names.ts";
import { placeOf } from "../resolve/clashes.ts";
import type { Account, ResolvedHost } from "../resolve/resolved-fleet.ts";
import { folderProblem } from "./system-folders.ts";

/**
 * Home directories are absolute paths, and nobody else's: NixOS gives what is declared to the user, with mode 700,
 * each time it is activated (`users.users.<name>.createHome`).
 */
export function* homeDirectoriesFit({ fleet, differing }: DeclaredContext): Iterable<Diagnostic> {
  for (const [id, { own }] of fleet.users) {
    yield* homeDirectory(own.homeDirectory, id, ["users", id, "homeDirectory"]);
  }
  for (const { path, own, user } of differing) {
    yield* homeDirectory(own.homeDirectory, user, [...path, "homeDirectory"]);
  }
}

// PATH_MAX of Linux; macOS takes a fourth of it.
const longest = 1024;

function* homeDirectory(
  directory: string | undefined,
  user: string,
  path: Path,
): Iterable<Diagnostic> {
  if (directory === undefined) return;
  const example = `homeDirectory: ${quote(`/home/${/^[a-z]+$/.test(user) ? user : "keith"}`)}`;
  const problem = pathProblem(directory);
  if (problem !== undefined) {
    const plain = plainPath(directory);
    const isMended = pathProblem(plain) === undefined && folderProblem(plain) === undefined;
    yield badValue("home-directory", path, {
      message: `${quote(directory)} cannot be a home directory. ${problem}`,
      help: `Write an absolute path, such as ${isMended ? `homeDirectory: ${quote(plain)}` : example}.`,
    });
    return;
  }
  const whose = folderProblem(directory);
  if (whose === undefined) return;
  yield badValue("home-directory", path, {
    message: `${quote(directory)} cannot be a home directory: ${whose}, and activation would give it to ${quote(user)} alone.`,
    help: `Leave it out, or write one of the user's own, such as ${example}.`,
  });
}

function pathProblem(directory: string): string | undefined {
  // The passwd file is parted by colons.
  if (directory.includes(":")) return "It holds a colon, by which the file of accounts is parted.";
  if (directory.length > longest) return `It has ${directory.length} characters.`;
  return directory === "/" ? undefined : absolutePathProblem(directory);
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

function* listNested({ accounts }: ResolvedHost): Iterable<Nested> {
  const owners = new Map<string, Account>();
  for (const account of accounts.values()) owners.set(account.homeDirectory.value, account);
  for (const account of accounts.values()) {
    const parts = account.homeDirectory.value.split("/").slice(0, -1);
    for (; parts.length > 1; parts.pop()) {
      const outer = owners.get(parts.join("/"));
      if (outer !== undefined) yield { account, outer };
    }
  }
}
