import { writeFileSync } from "node:fs";
import { catalogues } from "../src/command/codes.ts";
import { renderCodesPage } from "./codes-page.ts";

writeFileSync(new URL("../../../docs/codes.md", import.meta.url), renderCodesPage(catalogues));
