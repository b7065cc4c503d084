import {
  compareNames,
  type Diagnostic,
  formatPath,
  type Outcome,
  type Path,
  quote,
} from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { privateKeyHelp } from "../rules/reader.ts";
import type { AgeKey, SecretsHost, SecretsInput } from "../rules/secrets-input.ts";
import { isPrivateKey, parseRecipient, type Recipient } from "./recipient.ts";
import { parseSshPublicKey } from "./ssh-public-key.ts";
import { convertSshToAge } from "./ssh-to-age.ts";

/** Whose key is whose. */
export interface Keyring {
  /** The recipients of each reader that has any, by `user:keith`, `host:mini`, `operator:ci`. */
  readonly recipients: ReadonlyMap<string, readonly Recipient[]>;
  /** The reader of each recipient's id. */
  readonly owners: ReadonlyMap<string, string>;
  /** The reader of each SSH key that is declared, but stands in files only as its `age1…`. */
  readonly sshForms: ReadonlyMap<string, string>;
}

interface Entry {
  readonly reader: string;
  readonly path: Path;
  readonly recipient: Recipient;
}

type Read = { readonly recipient: Recipient } | { readonly finding: Diagnostic };

/**
 * Reads all keys of a fleet. A key that is none is left out and reported; so is one that two readers
 * have, and one that is there both as an SSH key and as the `age1…` it turns into.
 */
export function buildKeyring(input: SecretsInput): Outcome<Keyring> {
  const diagnostics: Diagnostic[] = [];
  const entries: Entry[] = [];
  const sshForms = new Map<string, string>();
  for (const { reader, path, read, ssh } of readKeys(input)) {
    if ("finding" in read) diagnostics.push(read.finding);
    else {
      entries.push({ reader, path, recipient: read.recipient });
      const parsed = ssh === undefined ? undefined : parseSshPublicKey(ssh);
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
  return { value: { recipients, owners, sshForms }, diagnostics };
}

interface KeyReading {
  readonly reader: string;
  readonly path: Path;
  readonly read: Read;
  /** The SSH key that was turned into an `age1…`. */
  readonly ssh: string | undefined;
}

function* readKeys({ users, hosts, operators }: SecretsInput): Iterable<KeyReading> {
  for (const [id, { ageKeys }] of inOrder(users)) {
    yield* readAgeKeys(ageKeys, `user:${id}`, ["users", id, "ageKeys"]);
  }
  for (const [id, host] of inOrder(hosts)) {
    yield* readHostKeys(host, `host:${id}`, ["hosts", id]);
  }
  for (const [id, { keys }] of inOrder(operators)) {
    yield* readAgeKeys(keys, `operator:${id}`, ["operators", id, "keys"]);
  }
}

function* readAgeKeys(keys: readonly AgeKey[], reader: string, path: Path): Iterable<KeyReading> {
  for (const [index, key] of keys.entries()) {
    const at = [...path, index];
    if (typeof key === "string")
      yield { reader, path: at, read: readText(key, at), ssh: undefined };
    else yield { reader, path: at, read: readSsh(key.ssh, at, "bad-recipient"), ssh: key.ssh };
  }
}

function* readHostKeys(
  { ageKey, sshHostKey }: SecretsHost,
  reader: string,
  path: Path,
): Iterable<KeyReading> {
  const ssh = sshHostKey;
  const at = [...path, "sshHostKey"];
  const fromSsh = ssh === undefined ? undefined : readSsh(ssh, at, "bad-host-key");
  if (fromSsh !== undefined && (ageKey === undefined || "finding" in fromSsh)) {
    yield { reader, path: at, read: fromSsh, ssh };
  }
  if (ageKey === undefined) return;
  const ageAt = [...path, "ageKey"];
  const read = readText(ageKey, ageAt);
  const isSsh = "recipient" in read && read.recipient.kind.startsWith("ssh-");
  yield {
    reader,
    path: ageAt,
    read: isSsh ? { finding: hostKeyIsSsh(ageAt) } : read,
    ssh: undefined,
  };
}

function readText(text: string, path: Path): Read {
  const parsed = parseRecipient(text);
  if (parsed.ok) return { recipient: parsed.recipient };
  if (parsed.isPrivate) {
    return {
      finding: secretsCodes.create("private-key", parsed.problem, { path, help: privateKeyHelp }),
    };
  }
  const message = `${quote(text)} cannot be a recipient. ${parsed.problem}`;
  return {
    finding: secretsCodes.create("bad-recipient", message, {
      path,
      help: "Copy the public key again.",
    }),
  };
}

function readSsh(line: string, path: Path, problem: "bad-recipient" | "bad-host-key"): Read {
  if (isPrivateKey(line)) {
    const message = "It is a private key. Take it out, and treat it as known to others.";
    const help = "Write the line of the file that ends in .pub, and make a new key pair.";
    return { finding: secretsCodes.create("private-key", message, { path, help }) };
  }
  const converted = convertSshToAge(line);
  if (!converted.ok) {
    const message = `${quote(line)} has no age recipient. ${converted.problem}`;
    const help =
      problem === "bad-host-key"
        ? "Write the line of /etc/ssh/ssh_host_ed25519_key.pub: `ssh-keyscan -t ed25519 HOST` shows it."
        : "Use an ssh-ed25519 key, or an age key of your own: `age-keygen`.";
    return { finding: secretsCodes.create(problem, message, { path, help }) };
  }
  return { recipient: { type: "age", id: converted.recipient, kind: "x25519" } };
}

function hostKeyIsSsh(path: Path): Diagnostic {
  return secretsCodes.create(
    "host-recipient-not-age",
    "An SSH key stands here. sops-nix opens files on a host with an age key only.",
    { path, help: "Move it to `sshHostKey`: fleet turns it into age1…." },
  );
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

function inOrder<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => compareNames(a, b));
}
