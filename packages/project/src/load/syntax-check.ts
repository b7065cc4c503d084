import { spawnSync } from "node:child_process";
import { stripTypeScriptTypes } from "node:module";
import { caretColumn } from "./stack-place.ts";

/** A syntax error in a module's text. */
export interface SyntaxProblem {
  readonly message: string;
  readonly position: { readonly line: number; readonly column: number };
}

/**
 * Looks for the place of a syntax error that JavaScript's own parser reports without one. Node tells
 * the place only on its way out, so another Node has to check the text; nothing of it is run.
 */
export function findSyntaxProblem(name: string, text: string): SyntaxProblem | undefined {
  const script = /\.m?ts$/.test(name) ? stripTypes(text) : text;
  const node = spawnSync(process.execPath, ["--check", "--input-type=module", "-"], {
    input: script,
    encoding: "utf8",
    env: {},
    timeout: 10_000,
  });
  const [head = "", ...rest] = node.stderr.split("\n");
  const line = /^\[stdin\]:(\d+)$/.exec(head)?.[1];
  const message = rest.find((text) => text.startsWith("SyntaxError: "));
  if (line === undefined || message === undefined) return undefined;
  const position = { line: Number(line), column: caretColumn(rest) };
  return { message: message.slice("SyntaxError: ".length), position };
}

function stripTypes(text: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(text);
  } catch {
    return text;
  } finally {
    process.emitWarning = emitWarning;
  }
}
