import type { ResolvedHost } from "@fleet/core";
import { parseAuthorizedKey } from "@fleet/core/internal";
import { quote } from "@fleet/diagnostics";
import type { HostFacts } from "../facts/nix-facts.ts";
import type { LoginKeyFacts } from "../facts/privilege-facts.ts";
import { listAdmins } from "./admins.ts";

/** What stands for a key that the environment did not give (nix/lib/modules/placeholder-key.nix). */
const placeholder = /\bPLACEHOLDER_KEY_NOT_SET_/;

/** Whether a key starts one command and nothing else, by an option before its type (sshd(8)). */
export function isOfCommand(key: string): boolean {
  const parsed = parseAuthorizedKey(key);
  if (parsed.ok) return parsed.value.options.command !== undefined;
  // What another sshd may take.
  return /^(?:[^"\s]|"[^"]*")*\bcommand="/.test(key);
}

/** Whether a key lets in whoever has a certificate by it, and not its holder. */
function isAuthority(key: string): boolean {
  const parsed = parseAuthorizedKey(key);
  return parsed.ok && parsed.value.options.isAuthority;
}

/** The keys by whose certificates somebody is let in, and that no admin has declared. */
export function listAuthorities(host: ResolvedHost, login: LoginKeyFacts | undefined): string[] {
  const own = listDeclared(host);
  return (login?.keys ?? []).filter((key) => isAuthority(key) && !own.has(bareKey(key)));
}

/** The keys that the admins of a host have declared, without options and comments. */
function listDeclared(host: ResolvedHost): ReadonlySet<string> {
  const own = listAdmins(host).flatMap(({ sshKeys }) => sshKeys);
  return new Set(own.flatMap((key) => (typeof key === "string" ? [bareKey(key)] : [])));
}

/** The keys that let somebody in and are no admin's. Nobody is let in with a placeholder, or with a key of one command. */
export function listOtherKeys(host: ResolvedHost, login: LoginKeyFacts | undefined): string[] {
  if (login === undefined || login.keys.length === 0) return [];
  const bare = listDeclared(host);
  return login.keys.filter(
    (key) =>
      !bare.has(bareKey(key)) && !placeholder.test(key) && !isOfCommand(key) && !isAuthority(key),
  );
}

/** The keys of admins that are from the environment, as Nix has them: those on their accounts that nobody declares. */
export function listProvidedKeys(
  host: ResolvedHost,
  { users }: HostFacts,
  owners: ReadonlyMap<string, string>,
): string[] {
  const waiting = listAdmins(host).filter(({ sshKeys }) =>
    sshKeys.some((key) => typeof key !== "string"),
  );
  const keys = waiting.flatMap(({ username }) => users.get(username.value)?.sshKeys ?? []);
  return keys.filter((key) => !owners.has(bareKey(key)));
}

/**
 * Keys without those that are declared to be root's. What the environment gave for some of these nobody knows: as
 * many that are nobody's are taken for them.
 */
export function subtractRootKeys(
  keys: readonly string[],
  { root }: ResolvedHost,
  owners: ReadonlyMap<string, string>,
): string[] {
  const declared = root.sshKeys.map(({ value }) => value);
  const lines = declared.filter((key) => typeof key === "string");
  const bare = new Set(lines.map(bareKey));
  const others = keys.filter((key) => !bare.has(bareKey(key)));
  const unknown = others.filter((key) => !owners.has(bareKey(key)));
  const given = new Set(unknown.slice(0, declared.length - lines.length));
  return others.filter((key) => !given.has(key));
}

/** Whose a key of the fleet is, in words. */
export function nameOwners(hosts: Iterable<ResolvedHost>): ReadonlyMap<string, string> {
  const accounts = [...hosts].flatMap((host) => [...host.accounts.values()]);
  return new Map(
    accounts.flatMap(({ user, sshKeys }) =>
      sshKeys.flatMap((key) => (typeof key === "string" ? [[bareKey(key), quote(user)]] : [])),
    ),
  );
}

/** A key without options in front and its comment: its type and what it is; of one that signs certificates with that before it. */
export function bareKey(key: string): string {
  const parsed = parseAuthorizedKey(key);
  if (parsed.ok) {
    const { line } = parsed.value.key;
    return parsed.value.options.isAuthority ? `cert-authority ${line}` : line;
  }
  return /(?:^|\s)((?:sk-)?(?:ssh|ecdsa)-\S+ \S+)/.exec(key)?.[1] ?? key;
}

/** The type, end and comment of a key, which is how people tell it from others. */
export function shorten(key: string): string {
  return `nobody in the fleet (${describeKey(key)})`;
}

/** The same without whose it is. */
export function describeKey(key: string): string {
  const [type = "", blob = "", ...comment] = bareKey(key)
    .replace(/^cert-authority /, "")
    .split(" ");
  const note = key.slice(key.lastIndexOf(blob) + blob.length).trim() || comment.join(" ");
  return quote(`${type} …${blob.slice(-8)}${note === "" ? "" : ` ${note}`}`);
}
