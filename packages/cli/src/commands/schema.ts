import fleetJsonSchema from "@fleet/codegen/fleet-json.schema.json" with { type: "json" };
import codegen from "@fleet/codegen/package.json" with { type: "json" };
import planSchema from "@fleet/codegen/plan.schema.json" with { type: "json" };
import core from "@fleet/core/package.json" with { type: "json" };
import declarationSchema from "@fleet/core/schema.json" with { type: "json" };
import cli from "../../package.json" with { type: "json" };
import outputSchema from "../../schema/output.schema.json" with { type: "json" };
import type { CommandResult, Invocation } from "../command/command.ts";

/** A schema, and where it lies in the package that it is published with. */
interface PublishedSchema {
  readonly schema: object;
  readonly owner: { readonly name: string; readonly version: string };
  readonly path: string;
}

const declaration: PublishedSchema = {
  schema: declarationSchema,
  owner: core,
  path: "schema/fleet.schema.json",
};
const fleetJson: PublishedSchema = {
  schema: fleetJsonSchema,
  owner: codegen,
  path: "schema/fleet-json.schema.json",
};
const plan: PublishedSchema = {
  schema: planSchema,
  owner: codegen,
  path: "schema/plan.schema.json",
};

const output: PublishedSchema = {
  schema: outputSchema,
  owner: cli,
  path: "schema/output.schema.json",
};

/** Prints a JSON Schema for editors and other tools, or the address under which it is published. */
export function printSchema({ options }: Invocation): Promise<CommandResult> {
  const published = chooseSchema(options.get("for"));
  const text = options.has("address")
    ? addressOf(published)
    : JSON.stringify(published.schema, null, 2);
  return Promise.resolve({ exitCode: 0, stdout: `${text}\n`, stderr: "" });
}

function chooseSchema(asked: string | true | undefined): PublishedSchema {
  switch (asked) {
    case "fleet.json":
      return fleetJson;
    case "plan":
      return plan;
    case "output":
      return output;
    default:
      return declaration;
  }
}

/** jsDelivr serves the files of every package that npm has: https://www.jsdelivr.com/documentation */
function addressOf({ owner: { name, version }, path }: PublishedSchema): string {
  return `https://cdn.jsdelivr.net/npm/${name}@${version}/${path}`;
}
