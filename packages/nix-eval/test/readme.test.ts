import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { nixEvalCodes } from "../src/index.ts";

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
  expect(output).toContain("{ n: 2 }");
  expect(output).toContain("nix-eval/missing-attribute");
  expect(output).toContain("Did you mean shell?");
});

it("the example of the README has at most 15 lines", () => {
  expect(example.trim().split("\n").length).toBeLessThanOrEqual(15);
});

it("the README says of every code when there is such a finding", () => {
  const documented = [...readme.matchAll(/^\| `([a-z-]+)` \| (.*) \|$/gm)].map(([, code, when]) => [
    code,
    when,
  ]);
  const defined = Object.entries(nixEvalCodes.entries).map(([code, { when }]) => [code, when]);
  expect(documented).toEqual(defined);
});
