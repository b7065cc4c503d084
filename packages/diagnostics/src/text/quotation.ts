import { holdsPrivateKey } from "../secret-text.ts";
import { escapeUnits } from "./terminal-text.ts";

/** So many UTF-16 code units of a value are quoted. */
const quotedUnits = 120;

/** So many of a text are looked at, for a private key, too. */
const lookedAt = 16_384;

/**
 * A value as a message quotes it: JSON of at most 120 UTF-16 code units, cut with `…`; `undefined` where
 * JSON has no word for it. A private key is not shown. More is escaped than a terminal asks for
 * (see `showText`): two names that look alike must not be quoted alike, so nothing invisible is left.
 */
export function quote(value: unknown): string {
  // Of a text of many megabytes, nobody sees more than the beginning.
  const seen = typeof value === "string" ? value.slice(0, lookedAt) : value;
  const text = JSON.stringify(seen) ?? String(seen);
  if (holdsPrivateKey(text)) return "(a private key, not shown)";
  // A cut must not leave half of a character.
  const cut =
    text.length > quotedUnits
      ? `${text.slice(0, quotedUnits - 3).replace(/[\ud800-\udbff]$/, "")}…`
      : text;
  // JSON has escaped the C0 controls and halves of characters already.
  return cut.replace(
    /[\u007f-\u009f\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu,
    escapeUnits,
  );
}
