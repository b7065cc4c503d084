import { type NixToken, readNixTokens } from "./nix-tokens.ts";

/** Something that a file in Nix gives a name: `mini = "ssh-ed25519 …";`, `users = [ ada ben ];`. */
export interface KeyBinding {
  /** The names on the way to it, outermost first: `["ssh", "machines", "mini"]`. */
  readonly path: readonly string[];
  /** The texts in its value. */
  readonly texts: readonly string[];
  /** The last names of what its value names. */
  readonly names: readonly string[];
  /** From 1. */
  readonly line: number;
}

/** Words that are no names of anything bound. */
const keywords: ReadonlySet<string> = new Set(
  "let in with rec inherit import if then else".split(" "),
);

/** A pattern of braces deeper than this was not written by people. */
const deepest = 100;

/**
 * The bindings in a file of Nix, in its order. Nothing is evaluated: they tell what people call a key, and never who
 * reads what. A text that a function or another binding makes is not seen.
 */
export function readKeyBindings(source: string): readonly KeyBinding[] {
  const bindings: KeyBinding[] = [];
  /** What is open: a set with the names that lead to it, or anything else. */
  const open: { readonly mark: string; readonly names: readonly string[] }[] = [];
  let words: string[] = [];
  let bound:
    | { path: string[]; texts: string[]; names: string[]; line: number; depth: number }
    | undefined;
  const close = () => {
    if (bound !== undefined && bound.texts.length + bound.names.length > 0) bindings.push(bound);
    bound = undefined;
    words = [];
  };
  let previous: NixToken | undefined;
  for (const token of readNixTokens(source)) {
    const prefix = open.flatMap(({ names }) => names);
    if (token.kind === "mark") {
      const { text } = token;
      if (text === "=" && words.length > 0) {
        bound = {
          path: [...prefix, ...words],
          texts: [],
          names: [],
          line: token.line,
          depth: open.length,
        };
        words = [];
      } else if ("{[(".includes(text)) {
        if (open.length >= deepest) return bindings;
        const names = text === "{" && bound !== undefined ? bound.path.slice(prefix.length) : [];
        open.push({ mark: text, names });
        if (text === "{") close();
      } else if ("}])".includes(text)) {
        open.pop();
        if (text === "}") close();
      } else if (text === ";" && (bound === undefined || bound.depth >= open.length)) close();
      else if (text === ":") close();
    } else if (bound === undefined) {
      const goesOn = previous?.text === "." && previous.kind === "mark";
      const isName = token.kind === "text" || !keywords.has(token.text);
      words = isName ? [...(goesOn ? words : []), token.text] : [];
    } else if (token.kind === "text") bound.texts.push(token.text);
    else if (previous?.text === "." && previous.kind === "mark") {
      bound.names.splice(-1, 1, token.text);
    } else if (!keywords.has(token.text)) bound.names.push(token.text);
    previous = token;
  }
  return bindings;
}
