import { isError } from "@fleet/diagnostics";
import type { SecretFile } from "../files/secret-file.ts";
import type { HeaderKey } from "../files/sops-metadata.ts";
import { findOwner } from "../keys/former-reader.ts";
import type { Keyring } from "../keys/keyring.ts";

/**
 * What is known of a file: its readers (`understood`); that it has none, as it is not encrypted; that it
 * is not there (`missing`); or nothing that can be relied on (`not-understood`).
 */
export type FileReading = "understood" | "not-encrypted" | "missing" | "not-understood";

/** What is known of a file, undefined for one that is not there. */
export function readingOf(file: SecretFile | undefined): FileReading {
  if (file === undefined) return "missing";
  if (file.problems.some(isError)) return "not-understood";
  return file.header === undefined ? "not-encrypted" : "understood";
}

/** Who reads with a key: a declared reader, else the recipient itself. */
export function readerOf({ id }: HeaderKey, keyring: Keyring): string {
  return findOwner(keyring, id) ?? `recipient:${id}`;
}
