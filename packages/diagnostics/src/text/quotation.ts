import { holdsPrivateKey } from "../secret-text.ts";
import { escapeUnits } from "./terminal-text.ts";

/** So many UTF-16 code units of a value are quoted. */
const quotedUnits = 120;

/**
 * A value as a message quotes it: JSON of at most 120 UTF-16 code units, cut with `…`; `undefined` where
 * JSON has no word for it. A private key is not shown. More is escaped than a terminal asks for
 * (see `showText`): two names that look alike must not be quoted alike, so nothing invisible is left.
 */
export function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  if (holdsPrivateKey(text)) return "(a private key, not shown)";
  // A cut must not leave half of a character.
  const cut =
    text.length > quotedUnits
      ? `${text.slice(0, quotedUnits - 3).replace(/[\ud800-\udbff]$/, "")}…`
      : text;
  // JSON has escaped the C0 controls and halves of characters already.
  return cut.replace(/[\u007f-\u009f\p{Cf}\u2028\u2029]/gu, escapeUnits);
}
