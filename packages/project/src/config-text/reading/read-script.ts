import type { Program } from "acorn";
import type { ConfigSource } from "../config-text-types.ts";
import type { TextTree } from "../tree/text-tree.ts";
import { findDefaultExport, readScriptNames } from "./script-names.ts";
import { readExpression } from "./script-nodes.ts";

/** Reads the tree of a script; undefined where its syntax is not understood. */
export async function readScriptTree(source: ConfigSource): Promise<TextTree | undefined> {
  const { text } = source;
  const code = stripScript(source);
  const program = code === undefined ? undefined : await parseScript(code);
  if (code === undefined || program === undefined) return undefined;
  const exported = findDefaultExport(program);
  const root = exported === undefined ? undefined : readExpression(exported);
  return { text, code, root, names: readScriptNames(program) };
}

/** The script without types; undefined where they do not come off at equal length. */
function stripScript({ name, text, stripTypes }: ConfigSource): string | undefined {
  const code = text.startsWith("\ufeff") ? ` ${text.slice(1)}` : text;
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

async function parseScript(code: string): Promise<Program | undefined> {
  const { parse } = await import("acorn");
  for (const sourceType of ["module", "commonjs"] as const) {
    try {
      return parse(code, { ecmaVersion: "latest", sourceType, preserveParens: true });
    } catch {
      // A module's syntax is stricter, and what is neither has no tree.
    }
  }
  return undefined;
}
