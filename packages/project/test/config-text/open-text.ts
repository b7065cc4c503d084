import { stripTypeScriptTypes } from "node:module";
import { type ConfigText, openConfigText } from "../../src/index.ts";

/** What a config's name ends in. */
export type Ending = "ts" | "js" | "json" | "yaml";

/** Opens a config's text, with the types taken off as Node does it. */
export function openText(text: string, ending: Ending) {
  return openConfigText({ name: `fleet.config.${ending}`, text, stripTypes });
}

/** TypeScript without its types. */
export function stripTypes(text: string): string {
  const { emitWarning } = process;
  // The warning that this is experimental helps nobody here.
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** The text after an edit that has to be possible. */
export async function edited(
  text: string,
  ending: Ending,
  ...[path, value, way]: Parameters<ConfigText["edit"]>
): Promise<string> {
  const edit = await (await openText(text, ending)).edit(path, value, way);
  if (!edit.ok) throw new Error(`${JSON.stringify(path)}: ${edit.reason}`);
  return edit.text;
}
