import { quote } from "@fleet/diagnostics";

/**
 * What keeps `name` from being a login name, or undefined. NixOS takes at most 31 characters (users-groups.nix), and
 * systemd a digit at the beginning, but nothing that is all digits (https://systemd.io/USER_NAMES, "relaxed"). `0x4A6F`
 * is a name like others: who reads a uid there (`parse_uid` of systemd, chown(1)) reads decimal digits alone.
 */
export function loginNameProblem(name: string): string | undefined {
  const isReserved = reservedLogins.has(name) || /^(nixbld\d+|systemd-.*)$/.test(name);
  return (
    accountNameProblem(name) ?? (isReserved ? "The system keeps this name for itself." : undefined)
  );
}

/** What keeps `name` from naming any account, also one that the system or a service brings, or undefined. */
export function accountNameProblem(name: string): string | undefined {
  if (name === "") return "It is empty.";
  if (name.length > 31) return `It has ${name.length} characters, and a login name at most 31.`;
  if (isNixName(name)) return nixNameProblem;
  if (name.includes("..")) return 'It holds "..".';
  if (!/^[A-Za-z0-9_]/.test(name))
    return "A login name begins with a letter, a digit or an underscore.";
  if (/^\d+$/.test(name)) return "It is a number, which programs take for a uid.";
  if (!/^[A-Za-z0-9_.-]+$/.test(name)) return `It holds ${oddCharacter(name, /[A-Za-z0-9_.-]/)}.`;
  return undefined;
}

/** What keeps `name` from being a group name, or undefined. */
export function groupNameProblem(name: string): string | undefined {
  if (name === "") return "It is empty.";
  if (name.length > 31) return `It has ${name.length} characters, and a group name at most 31.`;
  if (isNixName(name)) return nixNameProblem;
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name)) {
    return /^[A-Za-z0-9_]/.test(name)
      ? `It holds ${oddCharacter(name, /[A-Za-z0-9_.-]/)}.`
      : "A group name begins with a letter, a digit or an underscore.";
  }
  return undefined;
}

/** What keeps `name` from being a host name, or undefined: one DNS label, with underscores as NixOS allows them (networking.hostName). */
export function hostNameProblem(name: string): string | undefined {
  if (name === "") return "It is empty.";
  if (name.length > 63) return `It has ${name.length} characters, and a host name at most 63.`;
  if (isNixName(name)) return nixNameProblem;
  if (!/^[A-Za-z0-9_-]+$/.test(name)) return `It holds ${oddCharacter(name, /[A-Za-z0-9_-]/)}.`;
  if (!/^[A-Za-z0-9].*$/.test(name) || !/[A-Za-z0-9]$/.test(name)) {
    return "A host name begins and ends with a letter or a digit.";
  }
  return undefined;
}

/** An attribute as Nix reads it behind a dot: `mini`, `"web1.example.org"`. */
export function attributeName(name: string): string {
  return /^[A-Za-z_][\w'-]*$/.test(name) ? name : JSON.stringify(name).replaceAll("${", "\\${");
}

/** A host's id as the name of a machine and, behind the first dot, the domain that it is in. */
export function splitHostName(id: string): [label: string, domain: string | undefined] {
  const dot = id.indexOf(".");
  return dot === -1 ? [id, undefined] : [id.slice(0, dot), id.slice(dot + 1)];
}

/** What keeps `name` from being a host's id, or undefined: a host name, alone or with the domain that it is in. */
export function hostIdProblem(name: string): string | undefined {
  const [, domain] = splitHostName(name);
  return domain === undefined ? hostNameProblem(name) : dottedNameProblem(name);
}

/** What keeps `name` from being the domain that a host is in, or undefined. */
export function domainProblem(name: string): string | undefined {
  return name === "" ? "It is empty." : dottedNameProblem(name);
}

/** What keeps labels with dots between them from being a name of DNS (RFC 1035 section 2.3.4), or undefined. */
function dottedNameProblem(name: string): string | undefined {
  if (name.length > longestName) {
    return `It has ${name.length} characters, and a host name with its domain at most ${longestName}.`;
  }
  if (name.startsWith(".") || name.endsWith(".")) return "It begins or ends with a dot.";
  if (name.includes("..")) return 'It holds "..".';
  const labels = name.split(".");
  // `ssh 10.0.1` goes to 10.0.0.1 (inet_aton(3)).
  if (/^(\d+|0x[0-9a-f]*)$/i.test(labels.at(-1) ?? "")) {
    return "It ends in a number, so that programs take it for an address.";
  }
  for (const label of labels) {
    const problem = hostNameProblem(label);
    if (problem !== undefined) return labels.length === 1 ? problem : `${quote(label)}: ${problem}`;
  }
  return undefined;
}

/** As many characters as a name of DNS can have with the dots in it. */
export const longestName = 253;

/** What keeps `name` from naming a profile, aggregate or feature, or undefined: it becomes part of a file name. */
export function plainNameProblem(name: string): string | undefined {
  if (name === "") return "It is empty.";
  if (name.length > 63) return `It has ${name.length} characters; 63 are allowed.`;
  if (!/^[A-Za-z0-9_-]+$/.test(name)) return `It holds ${oddCharacter(name, /[A-Za-z0-9_-]/)}.`;
  if (name.startsWith("-")) return "It begins with a dash, so that commands take it for an option.";
  return undefined;
}

// What most paths are, of which nothing has to be looked at twice.
const plainPath = /^[\w@+-][\w.@+-]*(?:\/[\w@+-][\w.@+-]*)*$/;

/** What keeps `path` from being a path inside the fleet's root, or undefined. */
export function relativePathProblem(path: string): string | undefined {
  if (plainPath.test(path)) return undefined;
  if (path === "") return "It is empty.";
  if (/^[A-Za-z]:|^[/\\]|^~/.test(path)) return "It is not relative to the fleet's root.";
  if (/\p{Cc}/u.test(path)) return `It holds ${oddCharacter(path, /\P{Cc}/u)}.`;
  if (path.includes("\\")) return 'It holds a backslash; folders are parted by "/".';
  const segments = path.split("/");
  if (segments.includes("..")) return 'It leaves the fleet\'s root with "..".';
  if (segments.includes(".") || segments.includes("")) return 'It holds an empty folder or ".".';
  return undefined;
}

/** What keeps `path` from being an absolute path, or undefined. */
export function absolutePathProblem(path: string): string | undefined {
  if (!path.startsWith("/")) return 'It does not begin with "/".';
  if (/\p{Cc}/u.test(path)) return `It holds ${oddCharacter(path, /\P{Cc}/u)}.`;
  const segments = path.split("/").slice(1);
  const isOdd = segments.some((segment) => ["", ".", ".."].includes(segment));
  return isOdd ? 'It holds an empty folder, "." or "..".' : undefined;
}

/** What keeps `name` from naming a module in `flake.modules`, or undefined. */
export function attributeProblem(name: string): string | undefined {
  if (name === "") return "It is empty.";
  if (name.length > 200) return `It has ${name.length} characters; 200 are allowed.`;
  if (/\p{Cc}/u.test(name)) return `It holds ${oddCharacter(name, /\P{Cc}/u)}.`;
  return undefined;
}

// Names become names of attributes, and with these an attribute set is something else to Nix.
const nixNames: ReadonlySet<string> = new Set([
  "__functor",
  "__toString",
  "_type",
  "outPath",
  "recurseForDerivations",
]);

/** Whether Nix takes an attribute set with an attribute of this name for something else than a plain one. */
export function isNixName(name: string): boolean {
  return nixNames.has(name);
}

const nixNameProblem = "Nix keeps this name for itself.";

const reservedLogins: ReadonlySet<string> = new Set([
  "root",
  "nobody",
  "daemon",
  "nixbld",
  "messagebus",
  "nscd",
  "polkituser",
  "sshd",
]);

/** The first character that does not match, as a person can read it. */
function oddCharacter(name: string, allowed: RegExp): string {
  const odd = [...name].find((character) => !allowed.test(character)) ?? "";
  if (odd === "\n") return "a newline";
  if (odd === " ") return "a space";
  const code = `U+${(odd.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  return /^[\x21-\x7e]$/.test(odd) ? `the character "${odd}"` : `the character ${code}`;
}
