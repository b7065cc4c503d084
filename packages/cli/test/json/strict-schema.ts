import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { nameDefinition } from "../../scripts/schema/output-schema.ts";

const file = join(import.meta.dirname, "..", "..", "schema", "output.schema.json");

/** The schema as it is published. */
export const published = readFileSync(file, "utf8");

const schema: { readonly $defs: Readonly<Record<string, object>> } = JSON.parse(published);

/** What the schema has definitions of. */
export const definitions = Object.keys(schema.$defs);

const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
ajv.addSchema({ ...(close(schema) as object), $id: "closed" });
ajv.addSchema(schema, "open");

/** Says what is wrong with what a command printed: also each field that the schema says nothing of. */
export function findFaults(command: string, output: string): readonly string[] {
  const value: unknown = JSON.parse(output);
  const part = `#/$defs/${nameDefinition(command)}`;
  return [`closed${part}`, "open", `open${part}`].flatMap((name) => complaints(name, value));
}

function complaints(name: string, value: unknown): readonly string[] {
  const validate: ValidateFunction | undefined = ajv.getSchema(name);
  if (validate === undefined) return [`There is no schema ${name}.`];
  if (validate(value) === true) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${name} ${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

/** The same schema, in which no object has fields that it does not name. */
function close(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(close);
  if (typeof value !== "object" || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, close(one)]));
  const isClosed = "properties" in value && "type" in value && !("additionalProperties" in value);
  // At the top of the whole stands what all have, and what is added to it is not there.
  return isClosed && !("$defs" in value) ? { ...inner, additionalProperties: false } : inner;
}
