import { writeFileSync } from "node:fs";
import { renderJsonSchema } from "./json-schema.ts";
import { renderPlanSchema } from "./plan-schema.ts";

const folder = new URL("../schema/", import.meta.url);
writeFileSync(new URL("fleet-json.schema.json", folder), renderJsonSchema());
writeFileSync(new URL("plan.schema.json", folder), renderPlanSchema());
