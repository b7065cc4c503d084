import * as z from "zod/mini";
import { fleetJsonShape } from "./fleet-json-shape.ts";
import { remarks } from "./schema-remarks.ts";

/**
 * The JSON Schema of `fleet.json` (draft 2020-12). It takes fields that it does not know, as a later fleet
 * may have; `isClosed` asks for one that takes none, by which a field that nobody described is found.
 */
export function renderJsonSchema({
  isClosed = false,
}: {
  readonly isClosed?: boolean;
} = {}): string {
  const { $schema, ...shape } = z.toJSONSchema(fleetJsonShape, {
    io: isClosed ? "output" : "input",
    metadata: remarks,
    override: ({ jsonSchema }) => dropPlatitudes(jsonSchema),
  });
  const schema = {
    $schema,
    $id: "urn:fleet:schema:fleet-json:1",
    title: "fleet.json",
    ...shape,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** Takes out what says nothing to people: that keys are strings, and that integers are safe ones. */
function dropPlatitudes(schema: z.core.JSONSchema.BaseSchema): void {
  if (Object.hasOwn(schema, "propertyNames")) delete schema.propertyNames;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
}
