import fastStringWidth from "fast-string-width";

/**
 * How many columns of a terminal a text takes: two for a wide character or an emoji, none for a combining
 * mark, and one for a character of ambiguous width, as terminals do outside of East Asian locales. The
 * text is one that a terminal shows as it is (see `showLine`).
 */
export function displayWidth(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : fastStringWidth(text);
}

/** A text with blanks behind it, up to so many columns. */
export function padToWidth(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}
