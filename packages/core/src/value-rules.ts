import type { Diagnostic, Path } from "./diagnostic.ts";
import type { Fleet, User } from "./fleet.ts";
import type { Rule } from "./fleet-rules.ts";
import { type Place, placeholders } from "./layout.ts";
import { relativePathProblem } from "./names.ts";
import { differingPlacements } from "./placements.ts";
import { sshKeyProblem } from "./ssh-key.ts";
import { quote, suggestName } from "./suggestion.ts";

const control = /\p{Cc}/u;

/** What a user is called fits where it goes: the passwd file, and git. */
function* personalTexts({ users }: Fleet): Iterable<Diagnostic> {
  for (const [id, user] of users) {
    yield* fullName(user, ["users", id, "fullName"]);
    if (user.description !== undefined) {
      yield* comment(user.description, ["users", id, "description"]);
    }
    if (user.email !== undefined && !/^[^\s@<>]+@[^\s@<>]+$/.test(user.email)) {
      const example = `Write one such as "${/^[a-z]+$/.test(id) ? id : "name"}@example.org".`;
      yield bad(
        "email",
        ["users", id, "email"],
        `${quote(user.email)} is no mail address.`,
        example,
      );
    }
  }
}

function* fullName(user: User, path: Path): Iterable<Diagnostic> {
  if (user.fullName.trim() === "")
    yield bad("text", path, "The full name is empty.", "Write the person's name.");
  else if (user.description === undefined) yield* comment(user.fullName, path);
  else if (control.test(user.fullName)) {
    yield bad("text", path, `${quote(user.fullName)} holds a control character.`, "Take it out.");
  }
}

// The comment field of passwd ends at a colon or a newline (NixOS: users.users.<name>.description).
function* comment(text: string, path: Path): Iterable<Diagnostic> {
  if (!control.test(text) && !text.includes(":")) return;
  const message = `${quote(text)} becomes the account's comment, which can hold no colon and no control character.`;
  yield bad("text", path, message, "Take it out, or set `description` to a text without it.");
}

/** Releases look like releases. */
function* stateVersions({ users, hosts, defaults }: Fleet): Iterable<Diagnostic> {
  yield* stateVersion(defaults.stateVersion, ["defaults", "stateVersion"]);
  for (const [id, host] of hosts) {
    yield* stateVersion(host.stateVersion, ["hosts", id, "stateVersion"]);
  }
  for (const [id, user] of users) {
    yield* stateVersion(user.stateVersion, ["users", id, "stateVersion"]);
  }
}

function* stateVersion(version: string | undefined, path: Path): Iterable<Diagnostic> {
  if (version === undefined || /^\d\d\.(05|11)$/.test(version)) return;
  yield bad(
    "state-version",
    path,
    `${quote(version)} is no release of NixOS.`,
    'Write one such as "24.05".',
  );
}

/** Shells are attributes of pkgs, and home directories absolute paths. */
function* shellsAndHomes({ users, hosts, defaults }: Fleet): Iterable<Diagnostic> {
  yield* shell(defaults.shell, ["defaults", "shell"]);
  for (const [id, { own }] of users) {
    yield* shell(own.shell, ["users", id, "shell"]);
    yield* homeDirectory(own.homeDirectory, ["users", id, "homeDirectory"]);
  }
  for (const { path, own } of differingPlacements(hosts)) {
    yield* shell(own.shell, [...path, "shell"]);
    yield* homeDirectory(own.homeDirectory, [...path, "homeDirectory"]);
  }
}

function* shell(name: string | undefined, path: Path): Iterable<Diagnostic> {
  if (name === undefined || /^[A-Za-z_][\w'-]*(\.[A-Za-z_][\w'-]*)*$/.test(name)) return;
  const help = 'Write an attribute of pkgs, such as "fish", "zsh" or "bash".';
  yield bad("shell", path, `${quote(name)} is no attribute of pkgs.`, help);
}

function* homeDirectory(directory: string | undefined, path: Path): Iterable<Diagnostic> {
  if (directory === undefined) return;
  const segments = directory.split("/").slice(1);
  const isFine =
    directory.startsWith("/") &&
    !control.test(directory) &&
    !directory.includes(":") &&
    segments.every((segment) => segment !== "" && segment !== "." && segment !== "..");
  if (isFine) return;
  const help = 'Write an absolute path, such as "/home/keith".';
  yield bad("home-directory", path, `${quote(directory)} cannot be a home directory.`, help);
}

/** Keys that stand in the declaration are public SSH keys; those from elsewhere are named well. */
function* sshKeys({ users }: Fleet): Iterable<Diagnostic> {
  for (const [id, user] of users) {
    for (const [index, key] of user.sshKeys.entries()) {
      const path = ["users", id, "sshKeys", index];
      if (typeof key === "string") yield* sshKey(key, path);
      else if ("file" in key) yield* relativePath(key.file, [...path, "file"]);
      else if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(key.env)) {
        const help = 'Write one such as "SSH_KEY_KEITH".';
        yield bad(
          "variable",
          [...path, "env"],
          `${quote(key.env)} is no name of an environment variable.`,
          help,
        );
      }
    }
  }
}

function* sshKey(line: string, path: Path): Iterable<Diagnostic> {
  const problem = sshKeyProblem(line);
  if (problem === undefined) return;
  const help = "Write the whole line of the .pub file: ssh-ed25519 AAAA… comment.";
  yield {
    code: "core/bad-ssh-key",
    severity: "error",
    path,
    message: `This is no public SSH key. ${problem}`,
    help,
  };
}

/** Modules are named by paths inside the root. */
function* modulePaths({ hosts, profiles, aggregates, features }: Fleet): Iterable<Diagnostic> {
  const sections = { hosts, profiles, aggregates, features };
  for (const [section, entries] of Object.entries(sections)) {
    for (const [id, { modules }] of entries) {
      for (const [index, path] of (modules ?? []).entries()) {
        yield* relativePath(path, [section, id, "modules", index]);
      }
    }
  }
}

/** A layout's places are paths inside the root, in which only what the place is about stands in braces. */
function* layoutPlaces({ layout }: Fleet): Iterable<Diagnostic> {
  for (const place of Object.keys(placeholders).filter(isPlace)) {
    for (const [index, template] of layout[place].entries()) {
      yield* layoutTemplate(place, template, ["layout", place, index]);
    }
  }
}

function* layoutTemplate(place: Place, template: string, path: Path): Iterable<Diagnostic> {
  yield* relativePath(template, path);
  const named = [...template.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name);
  for (const name of named.filter((name) => !placeholders[place].includes(name))) {
    const help = suggestName(name, placeholders[place], "placeholder");
    yield bad("layout", path, `{${name}} stands for nothing in this place.`, help);
  }
  for (const name of placeholders[place].filter((name) => !named.includes(name))) {
    yield bad(
      "layout",
      path,
      `${quote(template)} is the same file for every ${name}.`,
      `Put {${name}} into the path.`,
    );
  }
}

function isPlace(key: string): key is Place {
  return Object.hasOwn(placeholders, key);
}

/** The ranges of uids go upwards. */
function* uidRanges({ defaults }: Fleet): Iterable<Diagnostic> {
  for (const [platform, [first, last]] of Object.entries(defaults.uidRange)) {
    if (first <= last && first > 0) continue;
    const path = ["defaults", "uidRange", platform];
    yield bad(
      "uid-range",
      path,
      `No uid lies from ${first} to ${last}.`,
      "Write the lowest uid first, above 0.",
    );
  }
}

function* relativePath(path: string, place: Path): Iterable<Diagnostic> {
  const problem = relativePathProblem(path);
  if (problem === undefined) return;
  const help = 'Write a path from the fleet\'s root, such as "modules/nvidia.nix".';
  yield bad("path", place, `${quote(path)} is no path inside the fleet. ${problem}`, help);
}

function bad(what: string, path: Path, message: string, help: string): Diagnostic {
  return { code: `core/bad-${what}`, severity: "error", path, message, help };
}

/** The rules about values, in the order in which they report. */
export const valueRules: readonly Rule[] = [
  personalTexts,
  stateVersions,
  shellsAndHomes,
  sshKeys,
  modulePaths,
  layoutPlaces,
  uidRanges,
];
