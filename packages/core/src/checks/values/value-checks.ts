import type { Diagnostic, Path } from "@fleet/diagnostics";
import { quote } from "@fleet/diagnostics";
import { holdsUnseen } from "../../declaration/unseen-characters.ts";
import type { User } from "../../parse/fleet.ts";
import type { DeclaredContext } from "../check.ts";
import { badValue, checkRelativePath } from "./bad-value.ts";

// More than this no line of the passwd file, and no address (RFC 5321), is good for.
const longest = 254;

/** What a user is called fits where it goes: the passwd file, and git. */
export function* personalTextsFit({
  fleet: { users, serviceAccounts },
}: DeclaredContext): Iterable<Diagnostic> {
  for (const [id, user] of users) {
    // Of an id there are findings of its own.
    if (user.isNamed) yield* fullName(user, ["users", id, "fullName"]);
    // Most accounts that nobody described have an empty one.
    if (user.description !== undefined && user.description !== "") {
      yield* comment(user.description, ["users", id, "description"]);
    }
    if (user.email !== undefined && !isAddress(user.email)) {
      yield badValue("email", ["users", id, "email"], {
        message: `${quote(user.email)} is no mail address.`,
        help: `Write one such as "${/^[a-z]+$/.test(id) ? id : "name"}@example.org".`,
      });
    }
  }
  for (const [id, { description, purpose }] of serviceAccounts) {
    const path = ["serviceAccounts", id];
    if (description !== undefined) yield* comment(description, [...path, "description"]);
    // Else it is the account's comment.
    else if (purpose !== undefined && purpose.trim() !== "") {
      yield* comment(purpose, [...path, "purpose"]);
    }
  }
}

/** Whether a text is a mail address as people have them. */
export function isAddress(email: string): boolean {
  if (email.length > longest || holdsUnseen(email) || /[\u200c\u200d]/.test(email)) return false;
  return address.test(email);
}

// Of RFC 5321 what people have: words parted by dots, and a name in the DNS, which may be international.
const address =
  /^[^\s\p{Cc}@<>()[\]\\,;:".]+(\.[^\s\p{Cc}@<>()[\]\\,;:".]+)*@[\p{L}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?)*$/u;

function* fullName(user: User, path: Path): Iterable<Diagnostic> {
  if (user.fullName.trim() === "") {
    yield badValue("text", path, {
      message: "The full name is empty.",
      help: "Write the person's name.",
    });
  } else if (/<[^<>]*@[^<>]*>/.test(user.fullName)) {
    yield badValue("text", path, {
      message: `${quote(user.fullName)} holds a mail address, which git would leave out.`,
      help: "Write the name alone, and the address as `email`.",
    });
  } else if (user.description === undefined) yield* comment(user.fullName, path);
  else if (user.fullName.length > longest) yield tooLong(user.fullName, path);
  else if (holdsUnseen(user.fullName)) {
    yield badValue("text", path, {
      message: `${quote(user.fullName)} holds a character that cannot be seen.`,
      help: "Take it out.",
    });
  }
}

// The comment field of passwd ends at a colon or a newline (NixOS: users.users.<name>.description).
function* comment(text: string, path: Path): Iterable<Diagnostic> {
  if (text.trim() === "") {
    yield badValue("text", path, {
      message: "The description is empty.",
      help: path[0] === "users" ? "Leave it out, and it is the full name." : "Leave it out.",
    });
  }
  if (text.length > longest) {
    yield tooLong(text, path);
    return;
  }
  if (!holdsUnseen(text) && !text.includes(":")) return;
  yield badValue("text", path, {
    message: `${quote(text)} becomes the account's comment, which can hold no colon and no character that cannot be seen.`,
    help: "Take it out, or set `description` to a text without it.",
  });
}

function tooLong(text: string, path: Path): Diagnostic {
  return badValue("text", path, {
    message: `${quote(text)} has ${text.length} characters.`,
    help: `Write at most ${longest}.`,
  });
}

/** Shells are attributes of pkgs. */
export function* shellsFit({ fleet, differing }: DeclaredContext): Iterable<Diagnostic> {
  const { users, serviceAccounts, defaults } = fleet;
  yield* shell(defaults.shell, ["defaults", "shell"]);
  for (const [id, account] of serviceAccounts) {
    yield* shell(account.shell, ["serviceAccounts", id, "shell"]);
  }
  for (const [id, { own }] of users) {
    yield* shell(own.shell, ["users", id, "shell"]);
  }
  for (const { path, own } of differing) {
    yield* shell(own.shell, [...path, "shell"]);
  }
}

function* shell(name: string | undefined, path: Path): Iterable<Diagnostic> {
  if (name === undefined || /^[A-Za-z_][\w'-]*(\.[A-Za-z_][\w'-]*)*$/.test(name)) return;
  yield badValue("shell", path, {
    message: `${quote(name)} is no attribute of pkgs.`,
    help: 'Write an attribute of pkgs, such as "fish", "zsh" or "bash".',
  });
}

/** A host key that is read from a file is read from one of the fleet's. */
export function* hostKeyFilesAreInside({
  fleet: { hosts },
}: DeclaredContext): Iterable<Diagnostic> {
  for (const [id, { sshHostKeyFile: file }] of hosts) {
    if (file !== undefined) yield* checkRelativePath(file, ["hosts", id, "sshHostKey", "file"]);
  }
}

/** The ranges of uids go upwards, and end where the kernel and systemd agree that uids do. */
export function* uidRangesGoUpwards({
  fleet: { defaults },
}: DeclaredContext): Iterable<Diagnostic> {
  const { nixos, darwin } = defaults.uidRange;
  const isNixos = isUidRange(nixos);
  if (isNixos && nixos[0] < 1000) {
    yield badValue("uid-range", ["defaults", "uidRange", "nixos"], {
      message: `The uids of NixOS hosts cannot begin at ${nixos[0]}: those below 1000 are the system's, and NixOS refuses them for people.`,
      help: "Begin at 1000 or above. The uids of a Mac are set in the placements there.",
    });
  }
  if (darwin[0] < 500) {
    yield badValue("uid-range", ["defaults", "uidRange", "darwin"], {
      message: `The uids of Macs cannot begin at ${darwin[0]}: those below 500 are macOS's own.`,
      help: `Begin at 501: darwin: [501, ${Math.max(darwin[1], 999)}].`,
    });
  }
  for (const [platform, [first, last]] of Object.entries({ nixos, darwin })) {
    if (isUidRange([first, last]) || (platform === "darwin" && first < 500)) continue;
    yield badValue("uid-range", ["defaults", "uidRange", platform], {
      message: `No range of uids goes from ${first} to ${last}.`,
      help: "Write the lowest uid first, above 0, and the highest below 2147483648.",
    });
  }
}

function isUidRange([first, last]: readonly [number, number]): boolean {
  return first <= last && first > 0 && last < 2 ** 31;
}

/** What groups and hosts are labelled with is a line of text. */
export function* labelsFit({
  fleet: { hosts, groups, serviceAccounts },
}: DeclaredContext): Iterable<Diagnostic> {
  for (const [id, { tags, hardware }] of hosts) {
    for (const [index, tag] of tags.entries()) yield* label(tag, ["hosts", id, "tags", index]);
    yield* label(hardware.vendor, ["hosts", id, "hardware", "vendor"]);
  }
  for (const [id, { purpose, description }] of serviceAccounts) {
    // What is wrong with one that becomes the account's comment is told there, but for an empty one.
    const isTold = description === undefined && purpose?.trim() !== "";
    if (!isTold) yield* label(purpose, ["serviceAccounts", id, "purpose"]);
  }
  for (const [name, { purpose = "x" }] of groups) {
    // Its control characters are told where groups are.
    const visible = purpose.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, "x");
    yield* label(visible, ["groups", name, "purpose"]);
  }
}

function* label(text: string | undefined, path: Path): Iterable<Diagnostic> {
  if (text === undefined) return;
  if (text.trim() === "") {
    yield badValue("text", path, { message: `${quote(text)} is empty.`, help: "Leave it out." });
  } else if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text) && !text.includes("\0")) {
    yield badValue("text", path, {
      message: `${quote(text)} is not one line of text.`,
      help: "Write it in one line.",
    });
  }
}
