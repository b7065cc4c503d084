/**
 * What must not reach a terminal: control characters, marks that change the direction of text, halves of
 * characters, and others that nobody sees, so that two texts that look alike are alike. An emoji of several
 * is shown in its parts; only the mark that makes a character one of its own width and colour stays.
 */
function findHostile(): RegExp {
  hostile ??=
    /[[\p{Cc}\p{Cs}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]--[\ufe0e\ufe0f]]/gv;
  return hostile;
}

/** Made when it is first needed: its classes take longer than all else that the version needs. */
let hostile: RegExp | undefined;

/** Most texts: printable ASCII, in lines. */
const plain = /^[\x20-\x7e\n]*$/;

/** A text that a terminal shows as it is: whatever else it would obey is written as `\u{1b}`, but line feeds. */
export function showText(text: string): string {
  return escapeHostile(text, (character) => character === "\n");
}

/** The same for one line: line feeds are escaped, too. */
export function showLine(text: string): string {
  return escapeHostile(text, () => false);
}

/** The same for several lines in columns: tabs stay, too. */
export function showTabbed(text: string): string {
  return escapeHostile(text, (character) => character === "\n" || character === "\t");
}

/** JSON that a terminal shows as it is, on several lines; its meaning is the same. */
export function renderSafeJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  if (plain.test(text)) return text;
  return text.replaceAll(findHostile(), (character) =>
    character === "\n" ? character : escapeUnits(character),
  );
}

/** A character as JSON escapes it: `\u001b`, two of them for one beyond the basic plane. */
export function escapeUnits(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    const unit = character.charCodeAt(index).toString(16);
    return `\\u${unit.padStart(4, "0")}`;
  }).join("");
}

function escapeHostile(text: string, isKept: (character: string) => boolean): string {
  if (plain.test(text) && (isKept("\n") || !text.includes("\n"))) return text;
  return text.replaceAll(findHostile(), (character) =>
    isKept(character) ? character : `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
