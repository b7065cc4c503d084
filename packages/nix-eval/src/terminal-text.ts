/** Links, colours and other escape sequences: what `stripVTControlCharacters` of Node.js 24 takes out. */
const sequences =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /\u001b\][\s\S]*?(?:\u0007|\u001b\\|\u009c)|[\u001b\u009b][[\]()#;?]*(?:\d{1,4}(?:[;:]\d{0,4})*)?[\dA-PR-TZcf-nq-uy=><~]/g;

/**
 * A text that a terminal shows as it is: colours and other escape sequences are taken out, and
 * control and direction-changing characters, but line feeds and tabs, are written as `\u{1b}`.
 */
export function cleanTerminalText(text: string): string {
  return text
    .replaceAll(sequences, "")
    .replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, (character) =>
      character === "\n" || character === "\t" ? character : writeCodePoint(character),
    );
}

function writeCodePoint(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
