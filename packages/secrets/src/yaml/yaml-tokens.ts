import { CST, Lexer } from "yaml";
import { type BrokenFile, breakFile } from "../tree/parsed-file.ts";

/** A comment without its `#`, and where it begins; the first line is 1. */
export interface FoundComment {
  readonly text: string;
  readonly offset: number;
  readonly line: number;
}

/** The comments of a YAML text in order, or the first thing in it that readers take for different things. */
export interface InspectedTokens {
  readonly problem: BrokenFile | undefined;
  readonly comments: readonly FoundComment[];
}

/** What sops never writes: by it a key or a document can be another one to the next reader. */
const refused: ReadonlyMap<string, string> = new Map([
  ["anchor", "an anchor"],
  ["alias", "an alias"],
  ["directive-line", "a directive"],
  ["doc-end", "the end of a document, written out"],
  ["byte-order-mark", "a byte order mark"],
]);

/** The tags that sops writes: of a value that is no text, and of a key that was a merge key. */
const writtenTags: ReadonlySet<string> = new Set(["!!binary", "!!merge"]);

/** Goes through all tokens of a YAML text, before anything is made of them. */
export function inspectTokens(text: string): InspectedTokens {
  const comments: FoundComment[] = [];
  const place: Place = {
    offset: 0,
    line: 1,
    lineStart: 0,
    question: -1,
    isFirst: true,
    isBinary: false,
  };
  let isInScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (isMarker(lexeme)) {
      isInScalar = lexeme === CST.SCALAR;
      continue;
    }
    const type = isInScalar ? "scalar" : CST.tokenType(lexeme);
    isInScalar = false;
    const odd = findOdd(type, lexeme, place);
    if (odd !== undefined) return { problem: breakFile(`It holds ${odd}.`, place.line), comments };
    const { offset, line } = place;
    if (type === "comment") comments.push({ text: lexeme.slice(1), offset, line });
    moveOn(place, lexeme);
  }
  return { problem: undefined, comments };
}

/** Where a lexer is, and what it has come by. */
interface Place {
  offset: number;
  line: number;
  lineStart: number;
  /** The column of the last question mark that began a key. */
  question: number;
  /** Whether nothing but blanks stands before it on its line. */
  isFirst: boolean;
  /** Whether the next scalar has to be base64. */
  isBinary: boolean;
}

function moveOn(place: Place, lexeme: string): void {
  place.line += countLines(lexeme);
  const newline = lexeme.lastIndexOf("\n");
  if (newline !== -1) place.lineStart = place.offset + newline + 1;
  const rest = lexeme.slice(newline + 1);
  place.isFirst = (newline !== -1 || place.isFirst) && rest.trim() === "";
  place.offset += lexeme.length;
}

function findOdd(type: string | null, lexeme: string, place: Place): string | undefined {
  const column = place.offset - place.lineStart;
  switch (type) {
    case null:
      return "something that is no YAML";
    case "tag":
      place.isBinary = lexeme === "!!binary";
      return writtenTags.has(lexeme) ? undefined : "a tag";
    case "explicit-key-ind":
      place.question = column;
      return undefined;
    case "map-value-ind":
      // Behind a key with a question mark it stands right below that.
      return place.isFirst && column !== place.question
        ? "a colon that stands apart from its key"
        : undefined;
    case "double-quoted-scalar":
      return goEscapes.test(lexeme)
        ? findOddScalar(lexeme, place)
        : "an escape that go-yaml does not know";
    case "scalar":
    case "single-quoted-scalar":
      return findOddScalar(lexeme, place);
    default:
      return refused.get(type);
  }
}

/** What readers of YAML have in common (yaml/scannerc.go; \u and \U for no half of a character). */
const goEscapes =
  /^(?:[^\\]|\\(?:[0abtnvfre "\\N_LP\t\n]|x[\da-fA-F]{2}|u(?![dD][89a-fA-F])[\da-fA-F]{4}|U(?:000[1-9a-fA-F]|0010|0000(?![dD][89a-fA-F]))[\da-fA-F]{4}))*$/;

function findOddScalar(lexeme: string, place: Place): string | undefined {
  const { isBinary } = place;
  place.isBinary = false;
  if (!isBinary) return undefined;
  const text = lexeme.replaceAll(/\s/g, "");
  return /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0
    ? undefined
    : "a tag for bytes before what are none";
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

/** What the lexer gives beside parts of the text, in which these characters cannot be. */
function isMarker(lexeme: string): boolean {
  return lexeme === CST.SCALAR || lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END;
}
