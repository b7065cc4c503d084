import { nearestName, type Path, quote } from "@fleet/diagnostics";
import { isHidden } from "../passwords/hidden-values.ts";
import { releaseHelp } from "../reserved/state-versions.ts";
import { writeKey } from "./written-key.ts";

/** A value that is of another kind than belongs where it stands. */
export interface Misplaced {
  readonly value: unknown;
  readonly path: Path;
  /** What belongs there, in words: `a list`, `one of "a", "b"`. */
  readonly expected: string;
  /** The values that belong there, where they can be listed. */
  readonly choices: readonly string[];
  /** The system of the host that it stands in, if it is one and says one. */
  readonly system: unknown;
}

/** What to write in its place: the mended line, with the value in it where it can be kept. */
export function cureOf(misplaced: Misplaced): string {
  const { value, path, expected } = misplaced;
  if (isHidden(path)) return cureOfPassword(path, expected);
  if (value === null && isObjectExpected(expected)) {
    return "Write an object: {} where there is nothing to say.";
  }
  return (
    cureOfNumber(misplaced) ??
    cureOfText(misplaced) ??
    cureOfList(path, value, expected) ??
    `Write ${expected}.`
  );
}

/** What to write where somebody may have written a password itself. */
export const helpWithPassword =
  'A password itself stands in no declaration; if this is one, change it. Write password: { secret: "NAME" }, of a secret with what `mkpasswd` prints, or password: "locked" for none.';

/** What stands there is not repeated: it may be the password. */
function cureOfPassword(path: Path, expected: string): string {
  return path.at(-1) === "password" ? helpWithPassword : `Write ${expected}.`;
}

function isObjectExpected(expected: string): boolean {
  return expected === "an object";
}

function cureOfNumber({ value, path, expected, system }: Misplaced): string | undefined {
  if (typeof value !== "number" && typeof value !== "boolean") return undefined;
  if (expected === "a string") {
    const isRelease = path.at(-1) === "stateVersion";
    if (isRelease && typeof value === "number") {
      return releaseHelp(value, path, typeof system === "string" && system.endsWith("-darwin"));
    }
    return `Put it in quotes: ${line(path, quote(String(value)))}.`;
  }
  if (isPair(expected)) {
    return typeof value === "number" && Number.isSafeInteger(value + 99)
      ? `Write the first and the last: ${line(path, `[${value}, ${value + 99}]`)}.`
      : undefined;
  }
  if (expected === "true or false" && (value === 1 || value === 0)) {
    return `Write ${line(path, String(value === 1))}.`;
  }
  return expected.startsWith("a list") ? `Write a list: ${line(path, `[${value}]`)}.` : undefined;
}

function isPair(expected: string): boolean {
  return expected === "a list of two numbers";
}

const yes = /^(true|yes|on|1)$/i;
const no = /^(false|no|off|0)$/i;

function cureOfText({ value, path, expected, choices }: Misplaced): string | undefined {
  if (typeof value !== "string") return undefined;
  if (path.at(-1) === "home" && value.startsWith("/")) {
    return `A directory is another key: homeDirectory: ${quote(value)}.`;
  }
  if (expected === "true or false" && (yes.test(value) || no.test(value))) {
    return `Write it without quotes: ${line(path, String(yes.test(value)))}.`;
  }
  if (expected.startsWith("a whole number") && /^\d{1,15}$/.test(value)) {
    return `Write it without quotes: ${line(path, String(Number(value)))}.`;
  }
  if (expected.startsWith("a list") && !expected.includes("two numbers")) {
    return `Write a list: ${line(path, `[${quote(value)}]`)}.`;
  }
  if (isObjectExpected(expected)) {
    const inner = innerOf(path, value);
    return inner === undefined ? undefined : `Write an object: ${line(path, inner)}.`;
  }
  const nearest = nearestName(value, choices);
  return nearest === undefined ? undefined : `Did you mean ${quote(nearest)}?`;
}

/** What a text stands for where an entry of a section belongs: most of them have one key that says most. */
function innerOf([section, , key, ...deeper]: Path, value: string): string | undefined {
  const text = quote(value);
  const field = deeper.at(-1) ?? key;
  if (field === "deploy") return `{ target: ${text} }`;
  if (field === "hardware")
    return /^(amd|intel|apple|arm)$/.test(value) ? `{ cpu: ${text} }` : `{ vendor: ${text} }`;
  if (key !== undefined) return undefined;
  switch (section) {
    case "operators":
      return `{ ageKeys: [${text}] }`;
    case "users":
      return `{ fullName: ${text} }`;
    case "hosts":
      return `{ system: ${/-(linux|darwin)$/.test(value) ? text : '"x86_64-linux"'} }`;
    case "serviceAccounts":
      return `{ hosts: [${text}] }`;
    case "groups":
      return `{ members: [${text}] }`;
    case "profiles":
    case "aggregates":
    case "features":
      return `{ modules: [${text}] }`;
    default:
      return undefined;
  }
}

const innerLists: ReadonlyMap<string | number | undefined, string> = new Map([
  ["operators", "ageKeys"],
  ["serviceAccounts", "hosts"],
  ["groups", "members"],
  ["profiles", "modules"],
  ["aggregates", "modules"],
  ["features", "modules"],
]);

function cureOfList(path: Path, value: unknown, expected: string): string | undefined {
  if (!Array.isArray(value)) return undefined;
  const [first] = value;
  if (isObjectExpected(expected)) {
    const key = path.length === 2 ? innerLists.get(path[0]) : undefined;
    if (key !== undefined) return `Write an object: ${line(path, `{ ${key}: ${quote(value)} }`)}.`;
    if (path.length === 1 && path[0] === "operators") {
      return `Write an object, by name: ${line(path, `{ recovery: { ageKeys: ${quote(value)} } }`)}.`;
    }
    const name = typeof first === "string" ? first : "name";
    return path.length === 1
      ? `Write an object, by name: ${line(path, `{ ${quote(name)}: {} }`)}.`
      : undefined;
  }
  // One text in a list is what a text alone is, written so by mistake.
  return expected === "a string" && value.length === 1 && typeof first === "string"
    ? `Write a string: ${line(path, quote(first))}.`
    : undefined;
}

/** The line as it is written: `key: value`; in a list, the value alone. */
function line(path: Path, value: string): string {
  return `${writeKey(path)}${value}`;
}
