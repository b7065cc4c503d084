import { holdsPrivateKey } from "@fleet/diagnostics";
import {
  type KeyFault,
  measureOptions,
  parseKeyOptions,
  type SshKeyOptions,
} from "./key-options.ts";
import {
  beginsWithKeyType,
  isPlaceholder,
  parseSshPublicKey,
  placeholderProblem,
  type SshPublicKey,
  weaknessOf,
} from "./ssh-public-key.ts";

/** A line of `authorized_keys`, taken apart. */
export interface AuthorizedKey {
  readonly key: SshPublicKey;
  readonly options: SshKeyOptions;
}

/** A line of `authorized_keys`, or what keeps sshd from taking it; the problem never quotes a key. */
export type ParsedAuthorizedKey =
  | { readonly ok: true; readonly value: AuthorizedKey }
  | ({ readonly ok: false } & KeyFault);

/** Those of a key without any. */
const noOptions: SshKeyOptions = {
  isRestricted: false,
  isAuthority: false,
  command: undefined,
  from: undefined,
  principals: undefined,
  expires: undefined,
  names: [],
};

/**
 * Reads one line `[OPTIONS] TYPE BASE64 [COMMENT]` as sshd does (sshd(8), "AUTHORIZED_KEYS FILE FORMAT";
 * OpenSSH, auth2-pubkeyfile.c): its parts are parted by spaces and tabs, and options hold them in quotes
 * alone. How strong a key is, is for the caller to judge.
 */
export function parseAuthorizedKey(line: string): ParsedAuthorizedKey {
  if (holdsPrivateKey(line)) return toFault(parseSshPublicKey(line));
  // A tab parts what a space parts; of the rest NixOS would write more than one line, or sshd read less.
  if (/\p{Cc}/u.test(line.replaceAll("\t", " "))) {
    return { ok: false, problem: "It holds a line break or another control character." };
  }
  const text = line.replace(/^[ \t]+|[ \t]+$/g, "");
  if (beginsWithKeyType(text)) {
    const parsed = parseSshPublicKey(text.replaceAll("\t", " "));
    return parsed.ok ? { ok: true, value: { key: parsed.key, options: noOptions } } : parsed;
  }
  const length = measureOptions(text);
  if (length === undefined) return { ok: false, problem: "A quote in its options is not closed." };
  const rest = text.slice(length).replace(/^[ \t]+/, "");
  if (!beginsWithKeyType(rest)) return keyless(text, rest);
  const parsed = parseSshPublicKey(rest.replaceAll("\t", " "));
  if (!parsed.ok) return parsed;
  const read = parseKeyOptions(text.slice(0, length));
  return read.ok ? { ok: true, value: { key: parsed.key, options: read.options } } : read;
}

/** A line that holds no key, or a certificate in its place. */
function keyless(text: string, rest: string): ParsedAuthorizedKey {
  if (isOfCertificate(text) || isOfCertificate(rest)) {
    return {
      ok: false,
      problem: "It is a certificate, and sshd wants the key of who signed it.",
      help: "Write the public key of the authority: cert-authority ssh-ed25519 AAAA… comment.",
    };
  }
  const looksOptional =
    rest !== "" && /^[A-Za-z0-9-]+([,=]|$)/.test(text.split(/[ \t]/, 1)[0] ?? "");
  return looksOptional && /["=,]/.test(text)
    ? { ok: false, problem: "No key type such as ssh-ed25519 follows its options." }
    : toFault(parseSshPublicKey(text.replaceAll("\t", " ")));
}

function isOfCertificate(text: string): boolean {
  return /^[a-z0-9-]+-cert-v01@openssh\.com[ \t]/.test(text);
}

function toFault(parsed: ReturnType<typeof parseSshPublicKey>): ParsedAuthorizedKey {
  return parsed.ok ? { ok: true, value: { key: parsed.key, options: noOptions } } : parsed;
}

/** What keeps a line of `authorized_keys` from letting anybody in, or undefined. */
export function authorizedKeyProblem(line: string): KeyFault | undefined {
  if (isPlaceholder(line)) return { problem: placeholderProblem };
  const parsed = parseAuthorizedKey(line);
  if (!parsed.ok) return parsed;
  const problem = weaknessOf(parsed.value.key);
  return problem === undefined ? undefined : { problem };
}

/** What keeps options that stand by themselves from being some, or undefined. */
export function keyOptionsProblem(text: string): KeyFault | undefined {
  if (holdsPrivateKey(text)) return { problem: "They hold a private key." };
  if (/\p{Cc}/u.test(text.replaceAll("\t", " "))) {
    return { problem: "They hold a line break or another control character." };
  }
  if (text === "") return { problem: "They are empty.", help: "Leave `options` out." };
  const length = measureOptions(text);
  if (length === undefined) return { problem: "A quote in them is not closed." };
  if (length < text.length) return { problem: "They hold a space outside of quotes." };
  const read = parseKeyOptions(text);
  return read.ok ? undefined : read;
}

/** `TYPE BASE64` of a line, which is how keys are compared: neither options nor comment make another key of it. */
export function bareKey(line: string): string {
  const parsed = parseAuthorizedKey(line);
  return parsed.ok ? parsed.value.key.line : line.trim();
}

/** The options of a key; none where it has none, or is no key. */
export function optionsOf(key: string | { readonly options?: string }): SshKeyOptions {
  if (typeof key === "object") {
    const read = parseKeyOptions(key.options ?? "");
    return read.ok ? read.options : noOptions;
  }
  // Most keys have none, and a large fleet has many.
  if (beginsWithKeyType(key)) return noOptions;
  const parsed = parseAuthorizedKey(key);
  return parsed.ok ? parsed.value.options : noOptions;
}
