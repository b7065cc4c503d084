import { readFileSync } from "node:fs";
import { join } from "node:path";
import { testReadmeExample } from "@fleet/test-kit";
import { expect, it } from "vitest";
import * as surface from "../src/index.ts";
import * as plan from "../src/plan.ts";

const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");

testReadmeExample({
  folder: join(import.meta.dirname, ".."),
  judge: (output) => {
    expect(JSON.parse(output)).toHaveProperty("hosts.mini.trustedUsers", ["keith"]);
  },
});

it("the README names all that is exported", () => {
  for (const name of Object.keys({ ...surface, ...plan })) expect(readme).toContain(`\`${name}`);
});
