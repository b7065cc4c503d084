import { join } from "node:path";
// biome-ignore lint/correctness/noUndeclaredDependencies: a tool of the workspace, which the root declares.
import ts from "typescript";
import { createTypeSchemas, type Schema } from "./type-schema.ts";

const text = { type: "string" };
const count = { type: "integer", minimum: 0 };

/** What every command says. */
const finding: Schema = {
  type: "object",
  description: "A finding.",
  properties: {
    code: { ...text, description: "Package and problem, such as core/unknown-user: stable." },
    severity: { enum: ["error", "warning"] },
    path: {
      type: "array",
      items: { type: ["string", "number"] },
      description: "Where in the declaration, outermost key first.",
    },
    place: { ...text, description: "The same as people write it, such as users.keith.uid." },
    file: { ...text, description: "From the root of the fleet." },
    line: count,
    column: count,
    message: { ...text, description: "What is wrong. Its words are not stable." },
    help: { ...text, description: "What to write or to run." },
  },
  required: ["code", "severity", "path", "place", "message"],
};

const envelope = {
  version: { const: 1, description: "Within it, fields are only added." },
  ok: { type: "boolean", description: "Whether there are no errors." },
  summary: {
    type: "object",
    description: "How many findings there are.",
    properties: { errors: count, warnings: count },
    required: ["errors", "warnings"],
  },
  diagnostics: { type: "array", items: { $ref: "#/$defs/finding" } },
};

/** The name of a command's schema below `$defs`: `secrets-status`. */
export function nameDefinition(command: string): string {
  return command.replaceAll(" ", "-");
}

/** The JSON Schema (draft 2020-12) of what commands print with `--json`, from the types of what they print. */
export function renderOutputSchema(): string {
  const commands = readCommands().map(({ name, properties }) => [
    nameDefinition(name),
    {
      type: "object",
      description: `What fleet ${name} --json prints. Where it comes to nothing, there are only findings.`,
      properties: { ...envelope, ...properties },
      required: Object.keys(envelope),
    },
  ]);
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "urn:fleet:schema:output:1",
    title: "fleet --json",
    description: "What every command prints with --json; below $defs, what each adds to it.",
    type: "object",
    properties: envelope,
    required: Object.keys(envelope),
    $defs: { finding, ...Object.fromEntries(commands) },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

interface CommandProperties {
  readonly name: string;
  readonly properties: Schema;
}

function readCommands(): readonly CommandProperties[] {
  const file = join(import.meta.dirname, "outputs.ts");
  const program = openProgram(file);
  const checker = program.getTypeChecker();
  const schemas = createTypeSchemas(checker);
  const source = program.getSourceFile(file);
  const declared = source?.statements.find(
    (one): one is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(one) && one.name.text === "CommandOutputs",
  );
  if (declared === undefined) throw new Error("bug: there are no CommandOutputs");
  return schemas.propertiesOf(checker.getTypeAtLocation(declared)).map(({ name, type }) => ({
    name,
    properties: Object.fromEntries(
      schemas.propertiesOf(type).map((property) => [property.name, property.schema]),
    ),
  }));
}

function openProgram(file: string): ts.Program {
  const settings = join(import.meta.dirname, "..", "..", "tsconfig.json");
  const read = ts.readConfigFile(settings, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, join(settings, ".."));
  return ts.createProgram([file], options);
}
