import type { CommandEntry } from "./command-entry.ts";

/** The command that prints JSON Schemas. */
export const schemaEntry: CommandEntry = {
  name: "schema",
  summary: "Print the JSON Schema of a declaration, of fleet.json, or of what --json prints.",
  synopsis: "[--for FILE] [--address]",
  description:
    'Prints the JSON Schema that editors need to check a config in JSON or YAML while it is written. In JSON, name the file or its address under "$schema"; in YAML, in a comment: # yaml-language-server: $schema=fleet.schema.json',
  options: [
    {
      name: "for",
      value: "FILE",
      choices: ["fleet.config", "fleet.json", "plan", "output"],
      summary: "fleet.config (default), fleet.json, plan, or output (all --json).",
    },
    { name: "address", summary: "Print where this version of it is published instead." },
  ],
  examples: [
    ["fleet schema > fleet.schema.json", "put it beside the config"],
    ["fleet schema --for output", "what every command prints with --json"],
    ["fleet schema --address", "name it in the config instead"],
  ],
  operandLimit: 0,
  load: async () => (await import("../../commands/schema.ts")).printSchema,
};
