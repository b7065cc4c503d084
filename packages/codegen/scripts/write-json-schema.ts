import { writeFileSync } from "node:fs";
import { renderJsonSchema } from "./json-schema.ts";

writeFileSync(new URL("../schema/fleet-json.schema.json", import.meta.url), renderJsonSchema());
