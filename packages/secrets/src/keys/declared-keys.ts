import type { Fleet } from "@fleet/core";
import type { DeclaredAgeKey, Host } from "@fleet/core/internal";
import { compareNames, type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import {
  correctRecipient,
  isPrivateKey,
  parseRecipient,
  privateKeyHelp,
  type Recipient,
} from "./recipient.ts";
import { convertSshToAge } from "./ssh-to-age.ts";

type Read = { readonly recipient: Recipient } | { readonly finding: Diagnostic };

/** A key as it is declared, and whose. */
export interface DeclaredKey {
  readonly reader: string;
  readonly path: Path;
  /** What its owner calls it. Default: it has no name. */
  readonly name?: string | undefined;
  readonly read: Read;
  /** The SSH key that was turned into an `age1…`. */
  readonly ssh: string | undefined;
}

/** Reads all keys of a fleet: of users, hosts, service accounts and operators, each in order. */
export function* readDeclaredKeys({
  users,
  hosts,
  serviceAccounts,
  operators,
}: Fleet): Iterable<DeclaredKey> {
  for (const [id, { ageKeys }] of inOrder(users)) {
    yield* readAgeKeys(ageKeys, `user:${id}`, ["users", id, "ageKeys"]);
  }
  for (const [id, host] of inOrder(hosts)) {
    yield* readHostKeys(host, `host:${id}`, ["hosts", id]);
  }
  for (const [id, { ageKeys }] of inOrder(serviceAccounts)) {
    yield* readAgeKeys(ageKeys, `service:${id}`, ["serviceAccounts", id, "ageKeys"]);
  }
  for (const [id, { ageKeys }] of inOrder(operators)) {
    yield* readAgeKeys(ageKeys, `operator:${id}`, ["operators", id, "ageKeys"]);
  }
}

function* readAgeKeys(
  keys: readonly DeclaredAgeKey[],
  reader: string,
  path: Path,
): Iterable<DeclaredKey> {
  for (const { key, name } of keys) {
    const at = [...path, name];
    const own = { reader, path: at, name: typeof name === "string" ? name : undefined };
    if (typeof key === "string") yield { ...own, read: readText(key, at), ssh: undefined };
    else yield { ...own, read: readSsh(key.ssh, at, unfitKey), ssh: key.ssh };
  }
}

function* readHostKeys(
  { ageKey, sshHostKey, sshHostKeyFile }: Host,
  reader: string,
  path: Path,
): Iterable<DeclaredKey> {
  const ssh = sshHostKey;
  const at = [...path, "sshHostKey"];
  const unfit = sshHostKeyFile === undefined ? unfitHostKey : unfitKeyFile(sshHostKeyFile);
  const fromSsh = ssh === undefined ? undefined : readSsh(ssh, at, unfit);
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
      help: correctRecipient(text),
    }),
  };
}

/** What is said of an SSH key that has no age recipient. */
interface UnfitKey {
  readonly code: "bad-recipient" | "bad-host-key";
  readonly help: string;
  /** The file that it was read from; undefined where it stands in the declaration. */
  readonly file?: string | undefined;
}

const unfitKey: UnfitKey = {
  code: "bad-recipient",
  help: "Use an ssh-ed25519 key, or an age key of your own: `age-keygen`.",
};

const unfitHostKey: UnfitKey = {
  code: "bad-host-key",
  help: "Write the line of /etc/ssh/ssh_host_ed25519_key.pub: `ssh-keyscan -t ed25519 HOST` shows it.",
};

function unfitKeyFile(file: string): UnfitKey {
  const help = "Put the line of /etc/ssh/ssh_host_ed25519_key.pub there, from `ssh-ed25519` on.";
  return { code: "bad-host-key", help, file };
}

function readSsh(line: string, path: Path, { code, help, file }: UnfitKey): Read {
  if (isPrivateKey(line)) {
    const message = "It is a private key. Take it out, and treat it as known to others.";
    const cure = "Write the line of the file that ends in .pub, and make a new key pair.";
    return { finding: secretsCodes.create("private-key", message, { path, help: cure }) };
  }
  const converted = convertSshToAge(line);
  if (converted.ok) {
    return { recipient: { type: "age", id: converted.recipient, kind: "x25519" } };
  }
  const message = `${quote(line)} has no age recipient. ${converted.problem}`;
  return { finding: secretsCodes.create(code, message, { path, help, ...(file && { file }) }) };
}

function hostKeyIsSsh(path: Path): Diagnostic {
  return secretsCodes.create(
    "host-recipient-not-age",
    "An SSH key stands here. sops-nix opens files on a host with an age key only.",
    { path, help: "Move it to `sshHostKey`: fleet turns it into age1…." },
  );
}

function inOrder<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => compareNames(a, b));
}
