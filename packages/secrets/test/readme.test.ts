import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { secretsCodes } from "../src/codes.ts";
import * as surface from "../src/index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";

it("the example of the README runs", () => {
  // It lies in the package, so that it finds the package by its name.
  const file = join(import.meta.dirname, `readme-example-${process.pid}.mts`);
  onTestFinished(() => rmSync(file, { force: true }));
  writeFileSync(file, example);
  const output = execFileSync(process.execPath, ["--conditions=@fleet/source", file], {
    encoding: "utf8",
  });
  expect(output).toContain("- path_regex: '^secrets/wifi\\.yaml$'");
  expect(output).toContain(
    "&host_mini age1a8pk4akrdamj7nvqy3zywgtny8dxz7t5xzu7u8v9mhrayp9freqsqatyrs",
  );
  expect(output).toContain("secrets/wifi.yaml user:keith [ 'admins' ]");
  expect(output).toContain("secrets/no-recovery-key");
});

it("the example of the README has at most 15 lines", () => {
  expect(example.trim().split("\n").length).toBeLessThanOrEqual(15);
});

it("the README has the catalogue of codes, and every public function", () => {
  const rows = Object.entries(secretsCodes.entries).map(
    ([code, { severity, when }]) => `| \`${code}\` | ${severity} | ${when} |`,
  );
  const head = "| code | severity | when |\n|---|---|---|";
  expect(readme.slice(readme.indexOf("| code |")).trim()).toBe([head, ...rows].join("\n"));
  const named = new Set(readme.match(/\w+/g));
  expect(Object.keys(surface).filter((name) => !named.has(name))).toEqual([]);
});

it("every code is one that a test yields", () => {
  const folder = new URL(".", import.meta.url);
  const tests = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".test.ts") && name !== "readme.test.ts",
  );
  const text = tests.map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n");
  const untested = Object.keys(secretsCodes.entries).filter((code) => !text.includes(code));
  expect(untested).toEqual([]);
});
