import { positionAt } from "@fleet/diagnostics";
import type { ScriptRunner, SyntaxProblem } from "../world/script-runner.ts";

/**
 * Looks for the place of a syntax error that JavaScript's own parser reports without one. Nothing of the
 * text is run.
 */
export async function findSyntaxProblem(
  name: string,
  text: string,
  scripts: ScriptRunner,
): Promise<SyntaxProblem | undefined> {
  const { parse } = await import("acorn");
  const script = /\.m?ts$/.test(name) ? stripTypes(text, scripts) : text;
  try {
    parse(script, { ecmaVersion: "latest", sourceType: "module", allowHashBang: true });
    return undefined;
  } catch (error) {
    const offset: unknown = error instanceof SyntaxError ? Reflect.get(error, "pos") : undefined;
    if (!(error instanceof SyntaxError) || typeof offset !== "number") throw error;
    // acorn puts the place behind its message.
    const message = error.message.replace(/ \(\d+:\d+\)$/, "");
    return { message, position: positionAt(text, offset) };
  }
}

function stripTypes(text: string, scripts: ScriptRunner): string {
  try {
    return scripts.stripTypes(text);
  } catch {
    return text;
  }
}
