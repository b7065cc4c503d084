import { compareNames, quote } from "@fleet/diagnostics";
import type { Keyring } from "./keyring.ts";

/** A recipient as a message names it: by its reader, or shortened. */
export function nameRecipient({ owners, sshForms }: Keyring, id: string): string {
  const reader = owners.get(id) ?? sshForms.get(id);
  return reader ?? shortenRecipient(id);
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
