import { readFileSync } from "node:fs";
import { join } from "node:path";
import { testReadmeExample } from "@fleet/test-kit";
import { expect, it } from "vitest";
import * as surface from "../src/index.ts";

const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
const printed = /```\n([\s\S]*?)```/.exec(readme.slice(readme.indexOf("It prints:")))?.[1];

testReadmeExample({
  folder: join(import.meta.dirname, ".."),
  judge: (output) => {
    expect(output.trimEnd()).toBe(printed?.trimEnd());
  },
});

it("the README names all that is exported", () => {
  for (const name of Object.keys(surface)) expect(readme).toContain(`\`${name}`);
});

it("the README names every format", () => {
  for (const format of surface.reportFormats) expect(readme).toContain(`| \`${format}\` |`);
});
