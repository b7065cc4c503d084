import { writeFileSync } from "node:fs";
import { renderOutputSchema } from "./schema/output-schema.ts";

writeFileSync(new URL("../schema/output.schema.json", import.meta.url), renderOutputSchema());
