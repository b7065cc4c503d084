import { CST, Lexer } from "yaml";
import { type BrokenFile, breakFile, lineAt } from "../tree/parsed-file.ts";

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
  let offset = 0;
  let line = 1;
  let isInScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (isMarker(lexeme)) {
      isInScalar = lexeme === CST.SCALAR;
      continue;
    }
    const type = isInScalar ? "scalar" : CST.tokenType(lexeme);
    isInScalar = false;
    const name = type === null ? "something that is no YAML" : refused.get(type);
    const odd = type === "tag" && !writtenTags.has(lexeme) ? "a tag" : name;
    if (odd !== undefined) {
      return { problem: breakFile(`It holds ${odd}.`, lineAt(text, offset)), comments };
    }
    if (type === "comment") comments.push({ text: lexeme.slice(1), offset, line });
    line += countLines(lexeme);
    offset += lexeme.length;
  }
  return { problem: undefined, comments };
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
