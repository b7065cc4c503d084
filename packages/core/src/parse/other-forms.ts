import { nearestName, type Path } from "@fleet/diagnostics";
import { isHidden } from "../passwords/hidden-values.ts";
import { findAlias } from "./key-aliases.ts";
import { helpWithPassword } from "./shape-cures.ts";

/** What is said of an object that is of none of the forms that belong where it stands. */
export interface OtherForm {
  readonly message: string;
  readonly help: string;
}

/** An object that has to be told as a whole: what is wrong with each of its keys would lead astray. */
export function findOtherForm(path: Path, value: unknown): OtherForm | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const keys = Object.keys(value);
  return findPassword(path, keys) ?? findKeyOfHosts(path, value) ?? findNoKey(path, keys);
}

const keysOfPasswords: readonly string[] = ["secret", "file", "key", "hash"];

function findPassword(path: Path, keys: readonly string[]): OtherForm | undefined {
  if (!isHidden(path) || path.at(-1) !== "password" || keys.length === 0) return undefined;
  const isMeant = (key: string) =>
    (findAlias(key, keysOfPasswords) ?? nearestName(key, keysOfPasswords)) !== undefined;
  if (keys.some((key) => keysOfPasswords.includes(key) || isMeant(key))) return undefined;
  const message = 'This is an object with neither "secret" nor "hash".';
  return { message, help: helpWithPassword };
}

/** A key with its hosts, as users have them, where the hosts are said by what it stands in. */
function findKeyOfHosts(path: Path, value: object): OtherForm | undefined {
  const isOfUser = path[0] === "users" && path.length === 4;
  if (path.at(-2) !== "sshKeys" || isOfUser || typeof Reflect.get(value, "key") !== "string") {
    return undefined;
  }
  const more = "hosts" in value ? ` ${sayHosts(path)}` : "";
  return {
    message: "This is an object, where a key is the line itself.",
    help: `Write the text that "key" has, alone.${more}`,
  };
}

const keysOfKeys: readonly string[] = ["key", "file", "env", "hosts", "options"];

/** What is no key in any form, such as an address that was made to be an object. */
function findNoKey(path: Path, keys: readonly string[]): OtherForm | undefined {
  if (path.at(-2) !== "sshKeys" || keys.length === 0) return undefined;
  const isMeant = (key: string) =>
    (findAlias(key, keysOfKeys) ?? nearestName(key, keysOfKeys)) !== undefined;
  if (keys.some((key) => keysOfKeys.includes(key) || isMeant(key))) return undefined;
  return {
    message: "This is an object that is no SSH key.",
    help: 'Write the line of the public key, such as "ssh-ed25519 AAAA…", or { file: "keys/ada.pub" }.',
  };
}

function sayHosts([section]: Path): string {
  if (section === "root") return "Its hosts are those of the entry: root: [{ hosts, sshKeys }].";
  return section === "serviceAccounts"
    ? "Its hosts are those of the account."
    : "Its host is that of the placement.";
}
