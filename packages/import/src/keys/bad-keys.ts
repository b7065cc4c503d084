import { type Diagnostic, quote } from "@fleet/diagnostics";
import { parseRecipient } from "@fleet/secrets/internal";
import { importCodes } from "../codes.ts";

/** Whether something could be encrypted to a key, by its id. */
export function isUsableKey(id: string): boolean {
  return parseRecipient(id).ok;
}

/** Says of each key of a config that is none where it stands: whoever it was meant for is not declared by it. */
export function findBadKeys(text: string, file: string, ids: Iterable<string>): Diagnostic[] {
  return [...new Set(ids)].flatMap((id) => {
    const parsed = parseRecipient(id);
    // Private ones are told by whoever reads the rules, and never shown.
    if (parsed.ok || parsed.isPrivate) return [];
    const key = id.replace(/^[a-z_]+:/, "");
    const { position, name } = findKey(text, key);
    const called = name === undefined ? "" : `, which is called ${quote(name)},`;
    const message = `${quote(key)}${called} is no key that anything could be encrypted to. ${parsed.problem}`;
    const help =
      "Nobody is declared by it. Copy the public key again, then import again, or declare it where its owner is.";
    return importCodes.create("no-key", message, { file, help, ...position });
  });
}

interface KeyPlace {
  readonly position?: { readonly position: { readonly line: number; readonly column: number } };
  /** Its anchor. */
  readonly name?: string | undefined;
}

/** Where a key stands first, as it is written: a fingerprint of PGP also with spaces in it. */
function findKey(text: string, key: string): KeyPlace {
  const lines = text.split(/\r?\n/);
  const index = lines.findIndex((line) => line.replaceAll(" ", "").includes(key));
  const line = lines[index];
  if (key === "" || line === undefined) return {};
  const column = Math.max(line.indexOf(key), 0) + 1;
  const [, name] = /&([^\s,[\]{}]+)/.exec(line.slice(0, column)) ?? [];
  return { position: { position: { line: index + 1, column } }, name };
}
