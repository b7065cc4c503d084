/** A part of a text in Nix, as far as bindings of keys need it. */
export interface NixToken {
  readonly kind: "word" | "text" | "mark";
  /** A name, what a string says, or one of `= { } [ ] ( ) ; : .`. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** Comments, strings of both kinds, names, and marks; `==` is none of them. */
const pattern =
  /#[^\n]*|\/\*[^]*?\*\/|"((?:[^"\\]|\\[^])*)"|''([^]*?)''(?!['$\\])|([A-Za-z_][\w'-]*)|(==|[={}[\]();:.])|\n/g;

/** Takes a text in Nix apart. It is read as a person skims it: what is odd is passed over. */
export function* readNixTokens(source: string): Iterable<NixToken> {
  let line = 1;
  for (const [whole, string, indented, word, mark] of source.matchAll(pattern)) {
    const text = string ?? indented;
    if (text !== undefined) yield { kind: "text", text: text.trim(), line };
    else if (word !== undefined) yield { kind: "word", text: word, line };
    else if (mark !== undefined && mark !== "==") yield { kind: "mark", text: mark, line };
    line += whole.split("\n").length - 1;
  }
}
