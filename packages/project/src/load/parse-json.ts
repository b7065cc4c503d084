import type { Diagnostic, Outcome } from "@fleet/diagnostics";
import { positionAt } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";
import { scanJson } from "./json-scan.ts";

/** Parses a JSON text. Keys that come twice are errors, for all but the last would be lost. */
export function parseJson(text: string, file: string): Outcome<unknown> {
  if (text.trim() === "") {
    const help = 'Declare "users" and "hosts" in it.';
    return fail([createProblem("empty-config", "The config is empty.", { file, help })]);
  }
  const { mistake, duplicates } = scanJson(text);
  if (mistake !== undefined) {
    const position = positionAt(text, mistake.offset);
    const problem = createProblem("syntax-error", mistake.message, { file, position });
    return fail([mistake.help === undefined ? problem : { ...problem, help: mistake.help }]);
  }
  if (duplicates.length === 0) return { value: JSON.parse(text), diagnostics: [] };
  return fail(
    duplicates.map(({ key, offset }) =>
      createProblem("duplicate-key", `The key ${JSON.stringify(key)} stands above already.`, {
        file,
        position: positionAt(text, offset),
        help: "Keep one of the two, or rename one.",
      }),
    ),
  );
}

function fail(diagnostics: readonly Diagnostic[]): Outcome<unknown> {
  return { value: undefined, diagnostics };
}
