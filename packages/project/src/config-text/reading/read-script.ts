import type { Program, Token } from "acorn";
import type { ConfigSource } from "../config-text-types.ts";
import type { TextTree } from "../tree/text-tree.ts";
import { findDefaultExport, readScriptNames } from "./script-names.ts";
import { readExpression } from "./script-nodes.ts";

/** Reads the tree of a script; undefined where its syntax is not understood. */
export async function readScriptTree(source: ConfigSource): Promise<TextTree | undefined> {
  const { text } = source;
  const parsed = (await parsePlain(source)) ?? (await parseStripped(source));
  if (parsed === undefined) return undefined;
  const { code, program } = parsed;
  const exported = findDefaultExport(program);
  const root = exported === undefined ? undefined : readExpression(exported);
  return { text, code, root, names: readScriptNames(program) };
}

interface ParsedScript {
  readonly code: string;
  readonly program: Program;
}

/**
 * Parses a script that needs nothing of TypeScript, as most do: what takes types off is larger than all of fleet, and
 * takes longer to start. Where there is a `<`, which may be a comparison or begin a type, only that can tell.
 */
async function parsePlain({ text }: ConfigSource): Promise<ParsedScript | undefined> {
  const { parse, tokTypes } = await import("acorn");
  const code = withoutMark(text);
  let mayHoldTypes = false;
  const onToken = ({ type, start, end }: Token) => {
    if (type === tokTypes.relational && code.slice(start, end) === "<") mayHoldTypes = true;
  };
  try {
    const program = parse(code, { ...options, sourceType: "module", onToken });
    return mayHoldTypes ? undefined : { code, program };
  } catch {
    return undefined;
  }
}

async function parseStripped(source: ConfigSource): Promise<ParsedScript | undefined> {
  const code = stripScript(source);
  const program = code === undefined ? undefined : await parseScript(code);
  return code === undefined || program === undefined ? undefined : { code, program };
}

/** A mark of the byte order is a blank to parsers, so that every place stays where it is. */
function withoutMark(text: string): string {
  return text.startsWith("\ufeff") ? ` ${text.slice(1)}` : text;
}

/** The script without types; undefined where they do not come off at equal length. */
function stripScript({ name, text, stripTypes }: ConfigSource): string | undefined {
  const code = withoutMark(text);
  if (!/\.[mc]?ts$/.test(name)) return code;
  for (const candidate of [code, blankEnums(code)]) {
    try {
      const stripped = stripTypes(candidate);
      if (stripped.length === text.length) return stripped;
    } catch {
      // Next is the same text without what has to be compiled.
    }
  }
  return undefined;
}

/** Enums have a meaning at run time, so they cannot be stripped. No literal of data hides in one. */
function blankEnums(code: string): string {
  return code.replace(/\b(?:export\s+)?(?:const\s+)?enum\s+\w+\s*\{[^{}]*\}/g, (found) =>
    found.replace(/[^\r\n]/g, " "),
  );
}

const options = { ecmaVersion: "latest", preserveParens: true } as const;

async function parseScript(code: string): Promise<Program | undefined> {
  const { parse } = await import("acorn");
  for (const sourceType of ["module", "commonjs"] as const) {
    try {
      return parse(code, { ...options, sourceType });
    } catch {
      // A module's syntax is stricter, and what is neither has no tree.
    }
  }
  return undefined;
}
