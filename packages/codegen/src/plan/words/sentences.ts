import { fieldsOf } from "../../fleet-json/json-value.ts";
import type { ChangeKind } from "../change-kinds.ts";
import { isSame } from "../facts/field-differences.ts";
import type { PlannedChange } from "../planned-change.ts";
import { accountText, hostText, listText, nameOf, valueText, whoText } from "./words.ts";

/** A change without its sentence. */
export type UntoldChange = Omit<PlannedChange, "message">;

type Say = (change: UntoldChange) => string;

const on = ({ hosts }: UntoldChange) =>
  hosts.length === 0 ? "" : ` on ${listText(hosts, "hosts")}`;
const hostsOf = ({ hosts }: UntoldChange) => listText(hosts, "hosts");
const files = ({ files: paths }: UntoldChange) => listText(paths, "files");
const who = ({ who: name }: UntoldChange) => whoText(name);
const what = ({ what: name = "" }: UntoldChange) => nameOf(name);
const fromTo = ({ before, after }: UntoldChange) =>
  `from ${valueText(before)} to ${valueText(after)}`;
const why = ({ why: reasons }: UntoldChange) =>
  reasons.length === 0 ? "" : `: ${reasons.join("; ")}`;
const whose = (change: UntoldChange) => (change.who === undefined ? "" : ` of ${who(change)}`);

/** Whether somebody can, as far as it can be told. */
const may = (side: unknown) => (side === "unknown" ? "may become" : "becomes");

const sentences: { readonly [K in ChangeKind]: Say } = {
  "admin-gained": (one) => `${who(one)} becomes an admin${on(one)}, and so root.`,
  "admin-lost": (one) => `${who(one)} is an admin no longer${on(one)}.`,
  "trust-gained": (one) => `Nix trusts ${what(one)}${on(one)}, which amounts to root.`,
  "trust-lost": (one) => `Nix trusts ${what(one)} no longer${on(one)}.`,
  "root-key-gained": (one) => `${rootKey(one)} may log in as root${on(one)}.`,
  "root-key-lost": (one) => `${rootKey(one)} may log in as root no longer${on(one)}.`,
  "root-gained": (one) => `${who(one)} ${may(one.after)} root${on(one)}${why(one)}.`,
  "root-lost": (one) =>
    `${who(one)} ${may(one.before)} root no longer${on(one)}; before${why(one)}.`,
  "root-password-changed": (one) => `The password of root${on(one)} changes ${fromTo(one)}.`,
  "sudo-changed": (one) =>
    `sudo asks admins${on(one)} for ${one.after === false ? "no password" : "their password"}${one.before === undefined || one.after === undefined ? ", as nothing is said otherwise" : ""}.`,
  "user-renamed": (one) => `${valueText(one.before)} is called ${valueText(one.after)} now.`,
  "uid-reused": (one) =>
    `uid ${what(one)}${on(one)} goes from ${whoText(textOf(one.before))} to ${whoText(textOf(one.after))}, and with it every file of that uid.`,
  "uid-changed": (one) =>
    `The uid of ${who(one)}${on(one)} changes ${fromTo(one)}; files keep the old one.`,
  "login-changed": (one) =>
    `The login of ${who(one)}${on(one)} changes ${fromTo(one)}: for the system, that is another account.`,
  "account-deleted": (one) =>
    `${who(one)} has no account any more${on(one)}${accountText(one.before, one.who)}.${leavings(one)}`,
  "account-locked-out": (one) =>
    `${who(one)} is locked out${on(one)}: no key and no password is declared any more.`,
  "account-disabled": (one) =>
    `The account of ${who(one)}${on(one)} is disabled: nobody logs in to it.`,
  "account-created": (one) =>
    `${who(one)} gets ${one.what === "linux" ? "a home" : "an account"}${on(one)}${accountText(one.after, one.who)}.`,
  "account-unlocked": (one) => `${who(one)} can log in again${on(one)}.`,
  "account-enabled": (one) => `The account of ${who(one)}${on(one)} is enabled again.`,
  "service-account-deleted": (one) =>
    `${who(one)} is gone${on(one)}${accountText(one.before, undefined)}.`,
  "service-account-created": (one) =>
    `${who(one)} is new${on(one)}${accountText(one.after, undefined)}.`,
  "service-account-changed": (one) =>
    `${what(one)} of ${who(one)}${on(one)} changes ${fromTo(one)}.`,
  "last-day-changed": (one) =>
    one.after === undefined
      ? `${who(one)} has no last day any more${on(one)}; it was ${valueText(one.before)}.`
      : `The last day of ${who(one)}${on(one)} is ${valueText(one.after)}${one.before === undefined ? "" : `; it was ${valueText(one.before)}`}.`,
  "home-directory-changed": (one) =>
    `The home directory of ${who(one)}${on(one)} changes ${fromTo(one)}.`,
  "ssh-key-added": (one) =>
    `${who(one)} may log in${on(one)} with another key: ${what(one)}${one.root ? ", which amounts to root" : ""}.`,
  "ssh-key-removed": (one) =>
    `${who(one)} may log in no longer${on(one)} with the key ${what(one)}.`,
  "password-changed": (one) => `The password of ${who(one)}${on(one)} changes ${fromTo(one)}.`,
  "group-joined": (one) =>
    `${who(one)} joins ${what(one)}${on(one)}${one.root ? ", which amounts to root" : ""}.`,
  "group-left": (one) => `${who(one)} leaves ${what(one)}${on(one)}.`,
  "primary-group-changed": (one) =>
    `The primary group of ${who(one)}${on(one)} changes ${fromTo(one)}.`,
  "shell-changed": (one) => `The shell of ${who(one)}${on(one)} changes ${fromTo(one)}.`,
  "reader-gained": (one) => `${who(one)} can decrypt ${files(one)}.`,
  "reader-lost": (one) => `${who(one)} shall decrypt ${files(one)} no longer.`,
  "keys-changed": (one) =>
    `The keys of ${who(one)} change: ${keyCount(one.after)} new, ${keyCount(one.before)} gone.`,
  "rule-added": (one) =>
    `There is a rule about ${files(one)} now: ${valueText(one.after)} can decrypt.`,
  "rule-removed": (one) =>
    `There is no rule about ${files(one)} any more; before, ${valueText(one.before)} could decrypt.`,
  "rule-changed": (one) => `${what(one)} of the rule about ${files(one)} changes ${fromTo(one)}.`,
  "reader-declared": (one) => `${who(one)} is declared as a reader of secrets.`,
  "reader-undeclared": (one) => `${who(one)} is declared as a reader of secrets no longer.`,
  "secret-added": (one) => `The secret ${what(one)}${whose(one)} is new${on(one)}.`,
  "secret-removed": (one) => `The secret ${what(one)}${whose(one)} is gone${on(one)}.`,
  "secret-changed": (one) =>
    `The secret ${what(one)}${whose(one)}${on(one)} changes: ${listText(fieldsThatDiffer(one))}.`,
  "wording-changed": (one) => `${what(one)} says the same in other words.`,
  "host-removed": (one) => `${hostsOf(one)} is gone${hostText(one.before)}.`,
  "host-renamed": (one) =>
    `The host ${valueText(one.before)} is called ${valueText(one.after)} now.`,
  "host-added": (one) => `${hostsOf(one)} is new${hostText(one.after)}.`,
  "system-changed": (one) => `The system of ${hostsOf(one)} changes ${fromTo(one)}.`,
  "state-version-raised": (one) => `The state version of ${ofWhat(one)} is raised ${fromTo(one)}.`,
  "state-version-lowered": (one) =>
    `The state version of ${ofWhat(one)} is lowered ${fromTo(one)}.`,
  "feature-added": (one) => `${hostsOf(one)} gets the feature ${what(one)}.`,
  "feature-removed": (one) => `${hostsOf(one)} loses the feature ${what(one)}.`,
  "modules-changed": (one) => `The modules of ${hostsOf(one)} change: ${moved(one)}.`,
  "profile-changed": (one) => `The profile of ${who(one)}${on(one)} changes ${fromTo(one)}.`,
  "home-mode-changed": (one) => `The home of ${who(one)}${on(one)} changes ${fromTo(one)}.`,
  "home-modules-changed": (one) =>
    `The home modules of ${who(one)}${on(one)} change: ${moved(one)}.`,
  "service-enabled": (one) => `${what(one)} runs for ${who(one)}${on(one)}.`,
  "service-disabled": (one) => `${what(one)} runs for ${who(one)} no longer${on(one)}.`,
  "service-changed": (one) => `${what(one)} of ${who(one)}${on(one)} changes ${fromTo(one)}.`,
  "setting-changed": (one) => saySetting(one),
  "detail-changed": (one) => saySetting(one),
  "told-now": (one) =>
    `${what(one)}${about(one)} is ${valueText(one.after)}; what it was, the fleet.json of before does not say.`,
  "untold-now": (one) =>
    `${what(one)}${about(one)} was ${valueText(one.before)}; what it is, the fleet.json of now does not say.`,
};

/** Says what a change means, in a sentence. */
export function sayChange(change: UntoldChange): string {
  return sentences[change.kind](change);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function rootKey(change: UntoldChange): string {
  return change.who === undefined
    ? `The key ${what(change)}`
    : `${who(change)}, with the key ${what(change)},`;
}

function keyCount(keys: unknown): number {
  return Array.isArray(keys) ? keys.length : 0;
}

function ofWhat(change: UntoldChange): string {
  return change.who === undefined ? hostsOf(change) : `the home of ${who(change)}${on(change)}`;
}

function moved({ before, after }: UntoldChange): string {
  const [gone, added] = [before, after].map((list) =>
    Array.isArray(list) ? list.map(String) : [],
  );
  return [
    ...(added === undefined || added.length === 0 ? [] : [`${listText(added)} new`]),
    ...(gone === undefined || gone.length === 0 ? [] : [`${listText(gone)} gone`]),
  ].join(", ");
}

function fieldsThatDiffer({ before, after }: UntoldChange): string[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const fields = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [...fields].filter((field) => !isSame(old[field], now[field]));
}

function about(change: UntoldChange): string {
  const path = change.files.length === 0 ? "" : ` of the rule about ${files(change)}`;
  return `${whose(change)}${on(change)}${path}`;
}

function saySetting(change: UntoldChange): string {
  const { before, after } = change;
  const values = before === undefined && after === undefined ? "" : ` ${fromTo(change)}`;
  return `${what(change)}${about(change)} changes${values}.`;
}

/** What becomes of what the account has on the machine. */
function leavings({ what: platform, before }: UntoldChange): string {
  if (platform === "linux") return "";
  const { uid } = Object(before);
  const files =
    uid === undefined ? "The home stays" : `The home and every file of uid ${String(uid)} stay`;
  if (platform === "system-manager") return ` ${files}; the account is locked, not deleted.`;
  // update-users-groups.pl deletes accounts that were declared before, nix-darwin those in users.knownUsers.
  return platform === "darwin"
    ? ` ${files}; nix-darwin deletes the account only where it is among users.knownUsers.`
    : ` ${files} there.`;
}
