import { quote } from "@fleet/diagnostics";
import { fieldsOf } from "../../fleet-json/json-value.ts";
import { textsOf } from "../facts/fleet-facts.ts";

/** What people read at a glance as one name; anything else is quoted, so that it cannot be read as words of ours. */
const plainName = /^[\w.@:/+*{}~-]{1,64}$/;

/** A name as a sentence has it. */
export function nameOf(text: string): string {
  return plainName.test(text) ? text : quote(text);
}

/** Somebody as a sentence has them: a person by the id, anybody else with the kind. */
export function whoText(who: string | undefined): string {
  if (who === undefined) return "somebody";
  return who
    .split(", ")
    .map((one) => nameOf(one.startsWith("user:") ? one.slice("user:".length) : one))
    .join(" and ");
}

/** Any value in a sentence. */
export function valueText(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (typeof value === "string") return nameOf(value);
  const texts = textsOf(value);
  const isList = Array.isArray(value) && texts.length === value.length;
  return isList ? listText(texts) : quote(value);
}

/** So many of many are named. */
const named = 3;

/** Names in a sentence: the first few, and how many more. */
export function listText(names: readonly string[], word = ""): string {
  return namesText(names.map(nameOf), word);
}

/** The same of names as they are to be read. */
export function namesText(names: readonly string[], word = ""): string {
  if (names.length === 0) return "none";
  const shown = names.length > named + 1 ? names.slice(0, named) : names;
  const rest = names.length - shown.length;
  const parts = [...shown];
  const [last = "", ...before] =
    rest > 0
      ? [`${rest} more${word === "" ? "" : ` ${word}`}`, ...parts.reverse()]
      : parts.reverse();
  return before.length === 0 ? last : `${before.reverse().join(", ")} and ${last}`;
}

/** An account in a few words: its login where it is not the id, its uid, and what it may. */
export function accountText(summary: unknown, who: string | undefined): string {
  const { username, uid, isAdmin, isDisabled } = fieldsOf(summary);
  const isOther = typeof username === "string" && `user:${username}` !== who;
  const parts = [
    ...(isOther ? [`login ${nameOf(username)}`] : []),
    ...(uid === undefined ? [] : [`uid ${String(uid)}`]),
    ...(isAdmin === true ? ["an admin"] : []),
    ...(isDisabled === true ? ["disabled"] : []),
  ];
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

/** A host in a few words. */
export function hostText(summary: unknown): string {
  const { system, users, admins } = fieldsOf(summary);
  const [people, ruling] = [textsOf(users), textsOf(admins)];
  const who = people.length === 0 ? "nobody" : listText(people, "people");
  const parts = [
    ...(typeof system === "string" ? [system] : []),
    `for ${who}`,
    ...(ruling.length === 0 ? [] : [`admins: ${listText(ruling)}`]),
  ];
  return ` (${parts.join(", ")})`;
}
