import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { renderPlanSchema } from "../../scripts/plan-schema.ts";

const published = new URL("../../schema/plan.schema.json", import.meta.url);

it("the published schema of a plan is what its source says now, and one that can be used", () => {
  const schema = JSON.parse(readFileSync(published, "utf8"));
  expect(schema).toEqual(JSON.parse(renderPlanSchema()));
  expect(() => new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema)).not.toThrow();
});
