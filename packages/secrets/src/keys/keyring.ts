import type { Fleet } from "@fleet/core";
import { type Diagnostic, formatPath, type Outcome, type Path } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { parseAgeSshKey } from "./age-ssh-key.ts";
import { readDeclaredKeys } from "./declared-keys.ts";
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

/**
 * Reads all keys of a fleet. A key that is none is left out and reported; so is one that two readers
 * have, and one that is there both as an SSH key and as the `age1…` it turns into.
 */
export function buildKeyring(fleet: Fleet): Outcome<Keyring> {
  const diagnostics: Diagnostic[] = [];
  const entries: Entry[] = [];
  const sshForms = new Map<string, string>();
  for (const { reader, path, read, ssh } of readDeclaredKeys(fleet)) {
    if ("finding" in read) diagnostics.push(read.finding);
    else {
      entries.push({ reader, path, recipient: read.recipient });
      const parsed = ssh === undefined ? undefined : parseAgeSshKey(ssh);
      if (parsed?.ok === true) sshForms.set(parsed.key.line, reader);
    }
  }
  const recipients = new Map<string, Recipient[]>();
  const owners = new Map<string, string>();
  for (const { reader, recipient } of entries) {
    const own = recipients.get(reader) ?? [];
    if (!own.some(({ id }) => id === recipient.id)) own.push(recipient);
    recipients.set(reader, own);
    if (!owners.has(recipient.id)) owners.set(recipient.id, reader);
  }
  diagnostics.push(...sharedKeys(entries));
  return { value: { recipients, owners, sshForms, readers: listReaders(fleet) }, diagnostics };
}

function listReaders({ users, hosts, operators }: Fleet): Set<string> {
  return new Set([
    ...[...users.keys()].map((id) => `user:${id}`),
    ...[...hosts.keys()].map((id) => `host:${id}`),
    ...[...operators.keys()].map((id) => `operator:${id}`),
  ]);
}

/** What two keys have in common that are the same one: SSH keys are told by the `age1…` they turn into. */
function commonForm({ id, kind }: Recipient): string {
  if (kind !== "ssh-ed25519") return id;
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
  return secretsCodes.create(
    areHosts ? "key-shared-by-hosts" : "same-key-for-two",
    `${reader} has the same key as ${earlier.reader} (${formatPath(earlier.path)}), so that each reads what the other reads.`,
    {
      path,
      help: "Give one of the two a key of its own: `age-keygen`, or `ssh-keygen -t ed25519`.",
    },
  );
}

function keyInTwoForms(earlier: Entry, { path }: Entry): Diagnostic {
  return secretsCodes.create(
    "same-key-two-forms",
    `This key is the one at ${formatPath(earlier.path)} in another form: one opens what is encrypted to ssh-ed25519, the other what is encrypted to age1….`,
    {
      path,
      help: "Keep the form that the reader's tools open: sops itself opens both, sops-nix only age1….",
    },
  );
}
