import type { Fleet } from "@fleet/core";
import { isGap } from "@fleet/core/internal";
import { type Diagnostic, formatPath, type Outcome, type Path, quote } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { parseAgeSshKey } from "./age-ssh-key.ts";
import { readDeclaredKeys } from "./declared-keys.ts";
import { commonPgpForm, isShortPgpId } from "./foreign-key.ts";
import type { FormerReader } from "./former-reader.ts";
import type { Recipient } from "./recipient.ts";
import { convertSshToAge } from "./ssh-to-age.ts";

/** Whose key is whose. */
export interface Keyring {
  /** The recipients of each reader that has any, by `user:keith`, `host:mini`, `operator:ci`. */
  readonly recipients: ReadonlyMap<string, readonly Recipient[]>;
  /** The reader of each recipient's id. */
  readonly owners: ReadonlyMap<string, string>;
  /** The reader of each SSH key that is declared, but stands in files only as its `age1…`. */
  readonly sshForms: ReadonlyMap<string, string>;
  /** The names of keys that have one, as `user:keith/yubikey`, by the recipient's id. Default: none has. */
  readonly keyNames?: ReadonlyMap<string, string> | undefined;
  /** Every reader that is declared, with a key or without. Default: those with a key. */
  readonly readers?: ReadonlySet<string> | undefined;
  /** Whose other recipients once were, as far as that was written down. Default: of nobody it is known. */
  readonly former?: ReadonlyMap<string, FormerReader> | undefined;
}

interface Entry {
  readonly reader: string;
  readonly path: Path;
  readonly recipient: Recipient;
}

/** A keyring, and what is known of the keys that are in it or are not. */
export interface KeyringOutcome extends Outcome<Keyring> {
  /** The readers of whom a declared key is none: what they lack follows from that, and is not reported. */
  readonly damaged: ReadonlySet<string>;
  /** Where each recipient is declared, by id: the first of the places. */
  readonly places: ReadonlyMap<string, Path>;
}

/**
 * Reads all keys of a fleet. A key that is none is left out and reported; so is one that two readers
 * have, one that is there in two forms, and one that is named by a short id.
 */
export function buildKeyring(fleet: Fleet): KeyringOutcome {
  const diagnostics: Diagnostic[] = [];
  const entries: Entry[] = [];
  const sshForms = new Map<string, string>();
  const damaged = new Set(listGaps(fleet));
  const keyNames = new Map<string, string>();
  for (const { reader, path, name, read, ssh } of readDeclaredKeys(fleet)) {
    if ("finding" in read) {
      diagnostics.push(read.finding);
      damaged.add(reader);
    } else {
      entries.push({ reader, path, recipient: read.recipient });
      const { id } = read.recipient;
      if (name !== undefined && !keyNames.has(id)) keyNames.set(id, `${reader}/${name}`);
      const parsed = ssh === undefined ? undefined : parseAgeSshKey(ssh);
      if (parsed?.ok === true) sshForms.set(parsed.key.line, reader);
    }
  }
  diagnostics.push(...sharedKeys(entries), ...shortIds(entries));
  const places = new Map(entries.toReversed().map(({ recipient, path }) => [recipient.id, path]));
  const named = keyNames.size === 0 ? {} : { keyNames };
  const value = { ...indexKeys(entries), sshForms, ...named, readers: listReaders(fleet) };
  return { value, diagnostics, damaged, places };
}

const kinds = [
  ["users", "user", ["ageKeys"]],
  ["hosts", "host", ["sshHostKey", "ageKey"]],
  ["operators", "operator", ["ageKeys"]],
] as const;

/** The readers of whom a key, or all that is declared of them, was left out because it did not fit. */
function* listGaps({ gaps }: Fleet): Iterable<string> {
  for (const [section, kind, keys] of kinds) {
    const here = gaps.inside.get(section);
    // Of which ones nobody can tell any more.
    if (here?.isWhole === true) yield `${kind}:`;
    for (const id of here?.inside.keys() ?? []) {
      if (keys.some((key) => isGap(gaps, [section, id, key]))) yield `${kind}:${id}`;
    }
  }
}

function indexKeys(entries: readonly Entry[]): Pick<Keyring, "recipients" | "owners"> {
  const recipients = new Map<string, Recipient[]>();
  const owners = new Map<string, string>();
  for (const { reader, recipient } of entries) {
    const own = recipients.get(reader) ?? [];
    if (!own.some(({ id }) => id === recipient.id)) own.push(recipient);
    recipients.set(reader, own);
    if (!owners.has(recipient.id)) owners.set(recipient.id, reader);
  }
  return { recipients, owners };
}

function listReaders({ users, hosts, operators }: Fleet): Set<string> {
  return new Set([
    ...[...users.keys()].map((id) => `user:${id}`),
    ...[...hosts.keys()].map((id) => `host:${id}`),
    ...[...operators.keys()].map((id) => `operator:${id}`),
  ]);
}

/** The other readers of each recipient that several have, by its id. */
export function listSharers({ recipients, owners }: Keyring): Map<string, readonly string[]> {
  const sharers = new Map<string, string[]>();
  for (const [reader, own] of recipients) {
    for (const { id } of own) {
      if (owners.get(id) !== reader) sharers.set(id, [...(sharers.get(id) ?? []), reader]);
    }
  }
  return sharers;
}

function* shortIds(entries: readonly Entry[]): Iterable<Diagnostic> {
  for (const { path, recipient } of entries) yield* checkShortId(recipient, path);
}

/** A PGP key that is named by its last 16 digits: another key with the same ones can be made. */
export function* checkShortId({ id }: Recipient, path: Path): Iterable<Diagnostic> {
  if (!isShortPgpId(id)) return;
  yield secretsCodes.create(
    "short-key-id",
    `${quote(id)} is the end of a fingerprint, which a key that somebody else made can have, too.`,
    {
      path,
      help: "Write the whole fingerprint: `gpg --list-keys ID` shows it. sops compares the text, so that files need `fleet secrets sync` then.",
    },
  );
}

/**
 * What two keys have in common that are the same one: SSH keys are told by the `age1…` they turn into, PGP
 * keys by the last digits of their fingerprints.
 */
function commonForm({ id, kind }: Recipient): string {
  if (kind !== "ssh-ed25519") return commonPgpForm(id);
  const converted = convertSshToAge(id);
  return converted.ok ? converted.recipient : id;
}

function* sharedKeys(entries: readonly Entry[]): Iterable<Diagnostic> {
  const seen = new Map<string, Entry>();
  for (const entry of entries) {
    const form = commonForm(entry.recipient);
    const earlier = seen.get(form);
    if (earlier === undefined) seen.set(form, entry);
    else if (earlier.reader !== entry.reader) yield keyOfTwo(earlier, entry);
    else if (earlier.recipient.id !== entry.recipient.id) yield keyInTwoForms(earlier, entry);
  }
}

function keyOfTwo(earlier: Entry, { reader, path }: Entry): Diagnostic {
  const areHosts = earlier.reader.startsWith("host:") && reader.startsWith("host:");
  const code = areHosts ? "key-shared-by-hosts" : "same-key-for-two";
  return secretsCodes.create(
    code,
    `${reader} has the same key as ${earlier.reader} (${formatPath(earlier.path)}), so that each reads what the other reads.`,
    {
      path,
      help: "Give one of the two a key of its own: `age-keygen`, or `ssh-keygen -t ed25519`.",
    },
  );
}

function keyInTwoForms(earlier: Entry, { path, recipient }: Entry): Diagnostic {
  const isPgp = recipient.type === "pgp";
  const difference = isPgp
    ? "sops compares the texts, and takes them for two keys."
    : "one opens what is encrypted to ssh-ed25519, the other what is encrypted to age1….";
  return secretsCodes.create(
    "same-key-two-forms",
    `This key is the one at ${formatPath(earlier.path)} in another form: ${difference}`,
    {
      path,
      help: isPgp
        ? "Keep the whole fingerprint, in the case in which it stands in the files."
        : "Keep the form that the reader's tools open: sops itself opens both, sops-nix only age1….",
    },
  );
}
