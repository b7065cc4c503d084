/** Space or a comment between tokens. */
export interface Trivium {
  readonly start: number;
  readonly end: number;
  readonly kind: "space" | "line-comment" | "block-comment";
}

/** How comments begin. */
export type CommentSyntax = "slashes" | "hash";

const patterns = {
  slashes: /(\s+)|(\/\/[^\r\n]*)|(\/\*[\s\S]*?\*\/)/y,
  hash: /(\s+)|(#[^\r\n]*)/y,
} as const;

/** The space and the comments that begin at an offset, and where they end. */
export function readTrivia(
  code: string,
  from: number,
  syntax: CommentSyntax,
): { readonly trivia: readonly Trivium[]; readonly end: number } {
  const pattern = patterns[syntax];
  const trivia: Trivium[] = [];
  let start = from;
  for (;;) {
    pattern.lastIndex = start;
    const found = pattern.exec(code);
    if (found === null) return { trivia, end: start };
    const end = start + found[0].length;
    const kind =
      found[1] !== undefined ? "space" : found[2] !== undefined ? "line-comment" : "block-comment";
    trivia.push({ start, end, kind });
    start = end;
  }
}
