import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import * as surface from "../src/index.ts";

const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
const printed = /```\n([\s\S]*?)```/.exec(readme.slice(readme.indexOf("It prints:")))?.[1];

it("the example of the README prints what the README says", () => {
  // It lies in the package, so that it finds the package by its name.
  const file = join(import.meta.dirname, `readme-example-${process.pid}.mts`);
  onTestFinished(() => rmSync(file, { force: true }));
  writeFileSync(file, example);
  const argv = ["--conditions=@fleet/source", file];
  const output = execFileSync(process.execPath, argv, { encoding: "utf8" });
  expect(output.trimEnd()).toBe(printed?.trimEnd());
});

it("the example of the README has at most 15 lines", () => {
  expect(example.trim().split("\n").length).toBeLessThanOrEqual(15);
});

it("the README names all that is exported", () => {
  for (const name of Object.keys(surface)) expect(readme).toContain(`\`${name}`);
});

it("the README names every format", () => {
  for (const format of surface.reportFormats) expect(readme).toContain(`| \`${format}\` |`);
});
