import { stripVTControlCharacters } from "node:util";

/**
 * A text that a terminal shows as it is: colours and other escape sequences are taken out, and
 * control and direction-changing characters, but line feeds and tabs, are written as `\u{1b}`.
 */
export function cleanTerminalText(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, (character) =>
    character === "\n" || character === "\t" ? character : writeCodePoint(character),
  );
}

function writeCodePoint(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
