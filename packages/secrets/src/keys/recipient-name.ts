import { compareNames, quote } from "@fleet/diagnostics";
import { findOwner, isDeclaredReader } from "./former-reader.ts";
import type { Keyring } from "./keyring.ts";
import { nameOddWrap } from "./odd-wrap.ts";

/** How a recipient is called. */
export interface RecipientName {
  readonly name: string;
  /** The file that says so, where nobody declares the key: then it is a claim, and the name says that, too. */
  readonly namedBy: string | undefined;
}

/**
 * A recipient as a message names it: by its reader, with the name of the key where it has one; by whose it was, with the file that says so
 * (`user:ben (no longer declared, says .sops.yaml)`, `an old key of host:mini (says fleet.lock.json)`); or
 * shortened. Where several keys are said to be of one, the key is named as well.
 */
export function describeRecipient(keyring: Keyring, id: string): RecipientName {
  const owner = findOwner(keyring, id);
  if (owner !== undefined) return { name: keyring.keyNames?.get(id) ?? owner, namedBy: undefined };
  const former = keyring.former?.get(id);
  if (former === undefined) return nameUnknown(keyring, id);
  const { reader, source, isShared = false } = former;
  const shown = showName(reader);
  const key = isShared ? `${shortenRecipient(id)}, ` : "";
  const name = isDeclaredReader(keyring, reader)
    ? `an old key of ${shown} (${key}says ${source})`
    : `${shown} (${key}no longer declared, says ${source})`;
  return { name, namedBy: source };
}

function nameUnknown(keyring: Keyring, id: string): RecipientName {
  let namedBy: string | undefined;
  const odd = nameOddWrap(id, (recipient) => {
    const inner = describeRecipient(keyring, recipient);
    namedBy = inner.namedBy;
    return inner.name;
  });
  return { name: odd ?? shortenRecipient(id), namedBy };
}

/** The name alone. */
export function nameRecipient(keyring: Keyring, id: string): string {
  return describeRecipient(keyring, id).name;
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
