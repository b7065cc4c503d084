import * as z from "zod/mini";
import { declarationSchema } from "../src/declaration/declaration-schema.ts";
import {
  type DocumentedType,
  describeProperty,
  entryType,
  itemType,
  propertyType,
  readDeclarationType,
} from "./declaration-type.ts";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * The JSON Schema of a declaration (draft 2020-12): the shape from the zod schema, the prose from the
 * TSDoc of the declaration's types, so that each has one source.
 */
export function renderJsonSchema(): string {
  const { $schema, ...shape } = z.toJSONSchema(declarationSchema(), {
    io: "input",
    // Data of one's own can be anything.
    unrepresentable: "any",
    override: ({ jsonSchema }) => dropPlatitudes(jsonSchema),
  });
  const schema = {
    $schema,
    $id: "urn:fleet:schema:declaration:1",
    title: "The declaration of a fleet",
    ...addDescriptions(shape, readDeclarationType()),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** Takes out what says nothing to people: that keys are strings, and that integers are safe ones. */
function dropPlatitudes(schema: JsonSchema): void {
  if (Object.hasOwn(schema, "propertyNames")) delete schema.propertyNames;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
}

/** The schema with the documentation of the type that it is the shape of, as deep as both go. */
function addDescriptions(schema: JsonSchema, type: DocumentedType): JsonSchema {
  const described: JsonSchema = { ...schema };
  if (schema.anyOf !== undefined) {
    described.anyOf = schema.anyOf.map((branch) => addDescriptions(branch, type));
  }
  if (schema.properties !== undefined) {
    const entries = Object.entries(schema.properties).map(([key, value]): [string, JsonSchema] => [
      key,
      describeValue(value, type, key),
    ]);
    described.properties = Object.fromEntries(entries);
  }
  const entry = entryType(type);
  if (typeof schema.additionalProperties === "object" && entry !== undefined) {
    described.additionalProperties = addDescriptions(schema.additionalProperties, entry);
  }
  const item = itemType(type);
  if (isSingleSchema(schema.items) && item !== undefined) {
    described.items = addDescriptions(schema.items, item);
  }
  return described;
}

function describeValue(value: unknown, owner: DocumentedType, key: string): JsonSchema {
  const type = propertyType(owner, key);
  if (type === undefined) throw new Error(`bug: the declaration's types have no ${key}`);
  if (!isSingleSchema(value)) throw new Error(`bug: the schema of ${key} is no object`);
  const description = describeProperty(owner, key);
  const inner = addDescriptions(value, type);
  return description === "" ? inner : { description, ...inner };
}

function isSingleSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
