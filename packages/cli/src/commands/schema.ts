import declarationSchema from "@fleet/core/schema.json" with { type: "json" };
import type { CommandResult } from "../command/command.ts";

/** Prints the JSON Schema of a declaration, for editors that check JSON and YAML configs. */
export function printSchema(): Promise<CommandResult> {
  const stdout = `${JSON.stringify(declarationSchema, null, 2)}\n`;
  return Promise.resolve({ exitCode: 0, stdout, stderr: "" });
}
