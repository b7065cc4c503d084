/** A text in Nix without what does nothing. */
export interface NixCode {
  /** Without comments. */
  readonly said: string;
  /** Without comments, and without what strings say; what is put into them (`${…}`) is code and stays. */
  readonly code: string;
}

type Mode = "code" | "string" | "indented";

/** The parts of a text, by what they stand in. The last of each is any character, so that each goes on to the end. */
const parts: Readonly<Record<Mode, RegExp>> = {
  code: /#[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"|''|\$\{|[{}]|[A-Za-z_][\w'-]*|[^#/"'${}A-Za-z_]+|[\s\S]/y,
  string: /\\[\s\S]|\$\{|\$[^{"\\]|"|[^\\$"]+|[\s\S]/y,
  indented: /''\$|'''|''\\[\s\S]|''|\$\{|\$[^{']|[^$']+|[\s\S]/y,
};

const ends: Readonly<Record<Mode, string>> = { code: "}", string: '"', indented: "''" };

/**
 * Reads a text as Nix does, as far as that takes to tell code from comments and strings. A text that is not Nix
 * gives something as well.
 */
export function readNixCode(text: string): NixCode {
  const said: string[] = [];
  const code: string[] = [];
  const open: Mode[] = [];
  let mode: Mode = "code";
  for (let at = 0; at < text.length; ) {
    const pattern: RegExp = parts[mode];
    pattern.lastIndex = at;
    const part = pattern.exec(text)?.[0] ?? text.charAt(at);
    at += part.length;
    const isComment = mode === "code" && (part.startsWith("#") || part.startsWith("/*"));
    said.push(isComment ? " " : part);
    const next = openedBy(part, mode);
    const isEnd: boolean = part === ends[mode] && (mode !== "code" || open.length > 0);
    if (mode === "code" || next !== undefined || isEnd) code.push(isComment ? " " : part);
    if (isEnd) mode = open.pop() ?? "code";
    else if (next !== undefined) {
      open.push(mode);
      mode = next;
    }
  }
  return { said: said.join(""), code: code.join("") };
}

function openedBy(part: string, mode: Mode): Mode | undefined {
  if (part === "${") return "code";
  if (mode !== "code") return undefined;
  if (part === "{") return "code";
  if (part === '"') return "string";
  return part === "''" ? "indented" : undefined;
}
