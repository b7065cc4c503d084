import type { ConfigSource } from "../config-text-types.ts";

/** Where a script stops being one. */
export interface ScriptMistake {
  readonly offset: number;
  /** In the words of the parser here, which are not those of the engine that runs it. */
  readonly message: string;
}

/**
 * Looks for the place of a syntax error in a module, which its engine may report without one.
 * Nothing of it is run.
 */
export async function findScriptMistake(source: ConfigSource): Promise<ScriptMistake | undefined> {
  const { parse } = await import("acorn");
  try {
    parse(stripSource(source), { ecmaVersion: "latest", sourceType: "module" });
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const offset: unknown = Reflect.get(error, "pos");
    // The parser ends its messages with the place.
    const message = error.message.replace(/ \(\d+:\d+\)$/, "");
    return typeof offset === "number" ? { offset, message } : undefined;
  }
}

/** Where the types do not come off, the mistake may be before them. */
function stripSource({ name, text, stripTypes }: ConfigSource): string {
  const code = text.startsWith("\ufeff") ? ` ${text.slice(1)}` : text;
  if (!/\.[mc]?ts$/.test(name)) return code;
  try {
    return stripTypes(code);
  } catch {
    return code;
  }
}
