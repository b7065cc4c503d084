import type { Proposal } from "../proposal/proposal.ts";
import { chooseConstants } from "./script-constants.ts";
import { createRemarks, renderComment } from "./script-remarks.ts";
import { renderScriptValue, type ScriptFrame } from "./script-value.ts";

/**
 * The text of a `fleet.config.ts` as a careful person would write it: keys in the order of the declaration, a blank
 * line between sections, lines of 100 columns as prettier and biome break them, comments for remarks, and a constant
 * for each key that stands in several places. Whatever the declaration holds stays data.
 */
export function renderConfigScript({ declaration, remarks }: Proposal): string {
  const value = copyDefined(declaration);
  const { constants, nameOf } = chooseConstants(value);
  const noted = createRemarks(value, remarks);
  const frame: ScriptFrame = { path: [], indent: "", column: opening.length, nameOf, noted };
  const definitions = constants.map(({ name, text }) => renderDefinition(name, text));
  return [
    'import { defineFleet } from "@fleet/core";\n\n',
    ...definitions,
    ...(definitions.length === 0 ? [] : ["\n"]),
    ...noted.at([]).flatMap((remark) => renderComment(remark, "").map((line) => `${line}\n`)),
    `${opening}${renderScriptValue(value, frame)});\n`,
  ].join("");
}

const opening = "export default defineFleet(";

/** The columns of a line. */
const lineWidth = 100;

function renderDefinition(name: string, text: string): string {
  const line = `const ${name} = ${text};\n`;
  return line.length - 1 <= lineWidth ? line : `const ${name} =\n  ${text};\n`;
}

/** Data as JSON has it: what is undefined is left out. */
function copyDefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyDefined);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.map(([key, part]) => [key, copyDefined(part)]));
}
