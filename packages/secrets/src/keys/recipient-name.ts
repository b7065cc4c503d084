import { compareNames, quote } from "@fleet/diagnostics";
import { findOwner, isDeclaredReader } from "./former-reader.ts";
import type { Keyring } from "./keyring.ts";
import { nameOddWrap } from "./odd-wrap.ts";

/**
 * A recipient as a message names it: by its reader; by whose it was (`user:ben (no longer declared)`,
 * `an old key of host:mini`); or shortened.
 */
export function nameRecipient(keyring: Keyring, id: string): string {
  const owner = findOwner(keyring, id);
  if (owner !== undefined) return owner;
  const former = keyring.former?.get(id);
  if (former !== undefined) {
    const name = showName(former.reader);
    return isDeclaredReader(keyring, former.reader)
      ? `an old key of ${name}`
      : `${name} (no longer declared)`;
  }
  return nameOddWrap(id, (recipient) => nameRecipient(keyring, recipient)) ?? shortenRecipient(id);
}

/** A recipient short enough for a message, still to be told from others: `age1yt3tfq…tqdpszlw`. */
export function shortenRecipient(id: string): string {
  const text = quote(id).slice(1, -1);
  return text.length <= 24 ? text : `${text.slice(0, 12)}…${text.slice(-8)}`;
}

/** A reader as a message names it; a bare recipient is shortened. */
export function nameReader(reader: string): string {
  const [, recipient] = /^recipient:(.*)$/s.exec(reader) ?? [];
  return recipient === undefined ? reader : shortenRecipient(recipient);
}

/** Several of them, in order, each once. */
export function nameRecipients(keyring: Keyring, ids: readonly string[]): string {
  return [...new Set(ids.map((id) => nameRecipient(keyring, id)))].sort(compareNames).join(", ");
}

/** A name that a file gives to a reader: as it is where it is one of a reader, else quoted. */
export function showName(name: string): string {
  return /^(?:user|host|operator):[\w.-]{1,64}$/.test(name) ? name : quote(name);
}
