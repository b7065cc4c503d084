/**
 * A text that a terminal shows as it is: control characters but line feeds, marks that change the
 * direction of text, halves of characters and other invisible ones are written as `\u{1b}`.
 */
export function showText(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029\ufeff\u{e0000}-\u{e007f}]/gu,
    (character) => (character === "\n" ? character : escapeCharacter(character)),
  );
}

/** The same for one line: line feeds are escaped, too. */
export function showLine(text: string): string {
  return showText(text).replaceAll("\n", "\\u{a}");
}

/** JSON that a terminal shows as it is; its meaning is the same. */
export function renderSafeJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(
    /[\u007f-\u009f\p{Bidi_Control}\u2028\u2029\ufeff]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function escapeCharacter(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
