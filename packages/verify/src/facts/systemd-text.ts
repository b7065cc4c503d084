/** What a backslash and these characters stand for in a unit file (systemd.syntax(7)). */
const escapes: ReadonlyMap<string, string> = new Map([
  ["a", "\u0007"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
  ["s", " "],
  ["\\", "\\"],
  ['"', '"'],
  ["'", "'"],
]);

/** A word: parts in quotes, and characters outside of them. */
const word = /(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s"'\\]|\\.)+/gs;
const part = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|((?:[^"'\\]|\\.)+)/gs;
const escaped = /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|x([\da-fA-F]{2})|([0-7]{3})|(.))/gs;

/**
 * The words of a command line in a unit file, as the program gets them; undefined where systemd would
 * refuse it, or where it holds a specifier or a variable, whose value is not known here.
 */
export function readCommandLine(text: string): readonly string[] | undefined {
  // A backslash at the end of a line joins it with the next; otherwise that is another setting.
  const line = text.replaceAll(/(\\[^\n])|\\\n/gs, (_, kept) => kept ?? " ").trim();
  if (line.includes("\n") || line.replaceAll(word, "").trim() !== "") return undefined;
  const words: string[] = [];
  for (const [quoted] of line.matchAll(word)) {
    const read = readWord(unquote(quoted), "%$");
    if (read === undefined) return undefined;
    words.push(read);
  }
  return words;
}

/** A path in a unit file; undefined where it holds a specifier. */
export function readUnitPath(text: string): string | undefined {
  return readDoubled(text, "%");
}

/**
 * The variables that a setting `Environment=` assigns, in order. A value that systemd alone knows
 * stands as it is written.
 */
export function readAssignments(text: string): (readonly [name: string, value: string])[] {
  return [...text.matchAll(word)].flatMap(([quoted]) => {
    const plain = unquote(quoted);
    const [name = "", ...value] = (readWord(plain, "%") ?? plain).split("=");
    return value.length === 0 ? [] : [[name, value.join("=")] as const];
  });
}

function unquote(text: string): string {
  return text.replaceAll(part, "$1$2$3");
}

/** A word as the program gets it. `doubled` are the characters that mean something unless they are. */
function readWord(text: string, doubled: string): string | undefined {
  let isKnown = true;
  const plain = text.replaceAll(escaped, (_, short, long, byte, octal, letter) => {
    const code = Number.parseInt(short ?? long ?? byte ?? octal, octal === undefined ? 16 : 8);
    const meant = letter === undefined ? characterOf(code) : escapes.get(letter);
    isKnown &&= meant !== undefined;
    return meant ?? "";
  });
  return [...doubled].reduce<string | undefined>(
    (read, character) => (read === undefined ? undefined : readDoubled(read, character)),
    isKnown ? plain : undefined,
  );
}

function characterOf(code: number): string | undefined {
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : undefined;
}

/** A text in which a character that means something stands for itself by being doubled. */
function readDoubled(text: string, character: string): string | undefined {
  const parts = text.split(character + character);
  return parts.some((one) => one.includes(character)) ? undefined : parts.join(character);
}
