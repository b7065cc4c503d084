import type { FleetDeclaration } from "@fleet/core";
import { compareNames } from "@fleet/diagnostics";
import { convertSshToAge, parseRecipient } from "@fleet/secrets/internal";

/** What a declaration calls keys. */
export interface ReaderNames {
  /** Everybody with keys, as `user:ada`, `host:mini`, `operator:ci`. */
  readonly owners: ReadonlyMap<string, readonly NamedKey[]>;
  /** Whose a recipient is, in whichever form. */
  readonly ownerOf: ReadonlyMap<string, string>;
}

/** A key of somebody. */
interface NamedKey {
  /** All forms that are the same key: of an SSH key itself and the recipient that ssh-to-age makes of it. */
  readonly forms: ReadonlySet<string>;
  /** The name by which a rule can mean it alone; undefined without. */
  readonly name: string | undefined;
}

/** Who is meant by a set of recipients: reader expressions in order, operators apart from the others. */
export interface NamedReaders {
  readonly readers: readonly string[];
  readonly operators: readonly string[];
}

/** Collects the keys of everybody declared. */
export function collectReaderNames({ users, hosts, operators }: FleetDeclaration): ReaderNames {
  const owners = new Map<string, readonly NamedKey[]>();
  for (const [id, { ageKeys }] of Object.entries(users)) {
    owners.set(`user:${id}`, readKeys(ageKeys));
  }
  for (const [id, { ageKey, sshHostKey }] of Object.entries(hosts)) {
    const key = ageKey ?? (typeof sshHostKey === "string" ? { ssh: sshHostKey } : undefined);
    owners.set(`host:${id}`, readKeys(key === undefined ? [] : [key]));
  }
  for (const [id, { ageKeys }] of Object.entries(operators ?? {})) {
    owners.set(`operator:${id}`, readKeys(ageKeys));
  }
  const ownerOf = new Map<string, string>();
  for (const [owner, keys] of owners) {
    for (const form of keys.flatMap(({ forms }) => [...forms])) {
      if (!ownerOf.has(form)) ownerOf.set(form, owner);
    }
  }
  return { owners, ownerOf };
}

type AgeKeys = NonNullable<FleetDeclaration["users"][string]["ageKeys"]>;

function readKeys(keys: AgeKeys | undefined): readonly NamedKey[] {
  if (keys === undefined) return [];
  const isList = (value: AgeKeys): value is Extract<AgeKeys, readonly unknown[]> =>
    Array.isArray(value);
  const entries = isList(keys)
    ? keys.map((key) => [undefined, key] as const)
    : Object.entries(keys).map(([name, key]) => [name, key] as const);
  return entries.map(([name, key]) => ({
    forms: formsOf(typeof key === "string" ? key : key.ssh),
    name,
  }));
}

/** All recipients that one private key opens. */
function formsOf(text: string): ReadonlySet<string> {
  const parsed = parseRecipient(text);
  if (!parsed.ok) return new Set();
  const { id, kind } = parsed.recipient;
  const converted = kind === "ssh-ed25519" ? convertSshToAge(id) : undefined;
  return new Set(converted?.ok === true ? [id, converted.recipient] : [id]);
}

/**
 * Names the readers of a file: an owner whose every key reads it by the name alone, one of whose keys some do by those,
 * as far as they have names, and everybody else as the recipient itself.
 */
export function nameReaders(
  { owners, ownerOf }: ReaderNames,
  recipients: readonly string[],
): NamedReaders {
  const left = new Set(recipients);
  const readers: string[] = [];
  const operators: string[] = [];
  const meant = new Set(recipients.flatMap((recipient) => ownerOf.get(recipient) ?? []));
  for (const owner of [...meant].sort(compareOwners)) {
    const keys = owners.get(owner) ?? [];
    const own = keys.map((key) => ({ key, recipient: findForm(key, left) }));
    const held = own.filter(({ recipient }) => recipient !== undefined);
    const isWhole = held.length === keys.length;
    const named = isWhole ? held : held.filter(({ key }) => key.name !== undefined);
    for (const { recipient } of named) if (recipient !== undefined) left.delete(recipient);
    const names = isWhole ? [owner] : named.map(({ key }) => `${owner}/${key.name}`);
    (isWhole && owner.startsWith("operator:") ? operators : readers).push(...names);
  }
  return { readers: [...readers, ...[...left].sort(compareNames)], operators };
}

/** Hosts first, for whom a secret is, then people, then operators. */
const kinds = ["host:", "user:", "operator:"];

function compareOwners(a: string, b: string): number {
  const rank = (owner: string) => kinds.findIndex((kind) => owner.startsWith(kind));
  return rank(a) - rank(b) || compareNames(a, b);
}

function findForm({ forms }: NamedKey, recipients: ReadonlySet<string>): string | undefined {
  for (const form of forms) if (recipients.has(form)) return form;
  return undefined;
}
