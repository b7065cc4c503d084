import { compareNames, quote } from "@fleet/diagnostics";
import { findOwner, recallReaders } from "../keys/former-reader.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { Recipient } from "../keys/recipient.ts";
import { convertSshToAge } from "../keys/ssh-to-age.ts";
import type { FileRule, Grant } from "../rules/file-rule.ts";
import { parsePattern, patternProblem } from "../rules/path-pattern.ts";
import type { Secrets } from "../rules/resolve-secrets.ts";
import { type ClanKeys, readClanKeys } from "./clan-keys.ts";
import { type ClanLink, type ClanTree, folderOf, nameOf } from "./clan-tree.ts";

/** What clan's folders say, by the names of readers. */
export interface ClanLayout {
  /** Of each user and machine, by the path of its folder. */
  readonly members: ReadonlyMap<string, ClanMember>;
  /** Who reads each secret, as its links say. */
  readonly rules: readonly FileRule[];
  /** The keyring, which knows whose clan's keys are. */
  readonly keyring: Keyring;
}

/** A user or machine of clan. */
export interface ClanMember extends ClanKeys {
  /** Who is declared by its name: `user:ada`, `host:mini`, `operator:ci`; undefined for nobody. */
  readonly declared: string | undefined;
  /** Whose each of its keys is: of the reader with that key, else of whoever has the name; undefined for nobody. */
  readonly readers: ReadonlyMap<string, string | undefined>;
}

/**
 * Turns clan's links into rules, one for each secret: it is encrypted to the keys of the users and machines that it
 * links to, and of those in the groups that it links to (`collect_keys_for_path` in `clan_cli/secrets/secrets.py`).
 * Nothing is added to that: whoever makes a secret, and the default groups of a machine, get links as well.
 */
export function layOutClan(declared: Secrets, tree: ClanTree): ClanLayout {
  const members = new Map<string, ClanMember>();
  for (const [path, file] of tree.members) {
    members.set(path, identify(path, readClanKeys(path, file), declared.keyring));
  }
  const keyring = addOwners(declared.keyring, members);
  const rules: FileRule[] = [];
  for (const [path, links] of tree.secrets) {
    const rule = createRule(path, links, { declared, tree, members });
    if (rule !== undefined) rules.push(rule);
  }
  return { members, rules: rules.sort((a, b) => compareNames(a.template, b.template)), keyring };
}

/** Who can decrypt what, as it is declared here and by clan. */
export function joinClan(declared: Secrets, { rules, keyring }: ClanLayout): Secrets {
  return { ...declared, keyring, rules: [...rules, ...declared.rules] };
}

/** The same as it is declared here alone. */
export function withoutClan(secrets: Secrets): Secrets {
  if (secrets.clan === undefined) return secrets;
  return { ...secrets, rules: secrets.rules.filter(({ owner }) => owner === undefined) };
}

function identify(path: string, keys: ClanKeys, keyring: Keyring): ClanMember {
  const id = nameOf(path);
  const kinds = path.endsWith(`machines/${id}`) ? ["host"] : ["user", "operator"];
  const names = kinds.map((kind) => `${kind}:${id}`);
  const known = keyring.readers ?? new Set(keyring.recipients.keys());
  const declared = names.find((name) => known.has(name));
  const readers = new Map(
    keys.recipients.map((key) => [key.id, findKeyOwner(keyring, key) ?? declared]),
  );
  return { ...keys, declared, readers };
}

/** Keys of which only clan says whose they are: those of somebody declared, and the names of all others. */
function addOwners(keyring: Keyring, members: ReadonlyMap<string, ClanMember>): Keyring {
  const owners = new Map(keyring.owners);
  for (const { readers } of members.values()) {
    for (const [id, reader] of readers) {
      if (reader !== undefined && !owners.has(id) && !keyring.sshForms.has(id)) {
        owners.set(id, reader);
      }
    }
  }
  const sources = [...members].flatMap(([path, { readers }]) => {
    const kind = path.endsWith(`machines/${nameOf(path)}`) ? "host" : "user";
    const name = `${kind}:${nameOf(path)}`;
    const strange = [...readers].flatMap(([id, reader]) => (reader === undefined ? [id] : []));
    if (strange.length === 0) return [];
    return [{ source: `${path}/key.json`, readers: new Map(strange.map((id) => [id, name])) }];
  });
  return recallReaders({ ...keyring, owners }, sources);
}

interface Known extends Pick<ClanLayout, "members"> {
  readonly declared: Secrets;
  readonly tree: ClanTree;
}

function createRule(
  path: string,
  links: readonly ClanLink[],
  { declared, tree, members }: Known,
): FileRule | undefined {
  // What such a name means in a rule is something else, and clan gives none.
  if (isOddName(path)) return undefined;
  const grants = new Map<string, Grant & { readonly expressions: string[] }>();
  for (const { member, expression } of listReaders(links, tree)) {
    const { recipients = [], readers } = members.get(member) ?? {};
    for (const recipient of recipients) {
      const reader = readers?.get(recipient.id) ?? `recipient:${recipient.id}`;
      const known = grants.get(recipient.id) ?? { reader, recipient, expressions: [] };
      known.expressions.push(expression);
      grants.set(recipient.id, known);
    }
  }
  const group = [...grants.values()].sort(
    (a, b) => compareNames(a.reader, b.reader) || compareNames(a.recipient.id, b.recipient.id),
  );
  return {
    pattern: parsePattern(path),
    template: path,
    origin: declared.clan?.origin,
    groups: group.length === 0 ? [] : [group],
    threshold: undefined,
    cryptRule: undefined,
    holdsKeyOf: findHeld(path, { tree, members }),
    owner: "clan",
  };
}

/** Whether a path cannot be that of a rule, or says more than one path in it. */
export function isOddName(path: string): boolean {
  return path.includes("*") || patternProblem(path) !== undefined;
}

/** The folders of the members that links lead to, directly or through a group, and by which links. */
function* listReaders(
  links: readonly ClanLink[],
  { groups, members }: ClanTree,
): Iterable<{ readonly member: string; readonly expression: string }> {
  for (const { kind, path, target, isThere } of links) {
    if (target === undefined || !isThere || !isOfKind(target, kind)) continue;
    if (kind !== "groups") {
      if (members.has(target)) yield { member: target, expression: `clan: ${showPath(path)}` };
      continue;
    }
    for (const inner of groups.get(target) ?? []) {
      const { target: member } = inner;
      if (member === undefined || !members.has(member) || !isOfKind(member, inner.kind)) continue;
      const expression = `clan: ${showPath(path)} (${showPath(`${inner.kind}/${inner.name}`)})`;
      yield { member, expression };
    }
  }
}

/** Whether a link leads to where those of its folder lead; clan passes over all others. */
export function isOfKind(target: string, kind: ClanLink["kind"]): boolean {
  return nameOf(folderOf(target)) === kind;
}

/** A path as a reason names it: as it is, quoted where it holds anything that a path seldom does. */
function showPath(path: string): string {
  return /^[\w./@+-]+$/.test(path) ? path : quote(path);
}

/** `sops/secrets/mini-age.key` holds the private key of the machine (`ensure_machine_key` in `vars/secret_modules/sops.py`). */
function findHeld(path: string, { tree, members }: Pick<Known, "tree" | "members">): string[] {
  const [, machine] =
    /^sops\/secrets\/(.+)-age\.key\/secret$/.exec(path.slice(tree.folder.length)) ?? [];
  const member = members.get(`${tree.folder}sops/machines/${machine}`);
  if (machine === undefined || member === undefined) return [];
  const held = [...member.readers].map(([id, reader]) => reader ?? `recipient:${id}`);
  return [...new Set(held)].sort(compareNames);
}

/** Who is declared with a key, also with the other form of an SSH key. */
export function findKeyOwner(keyring: Keyring, { id, kind }: Recipient): string | undefined {
  const owner = findOwner(keyring, id);
  if (owner !== undefined || kind !== "ssh-ed25519") return owner;
  const converted = convertSshToAge(id);
  return converted.ok ? findOwner(keyring, converted.recipient) : undefined;
}
