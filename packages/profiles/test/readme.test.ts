import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CodeEntry } from "@fleet/diagnostics";
import { expect, it, onTestFinished } from "vitest";
import { profilesCodes } from "../src/codes.ts";

const folder = join(import.meta.dirname, "..");
const readme = readFileSync(join(folder, "README.md"), "utf8");
const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";

it("the example of the README runs", () => {
  // It lies in the package, so that it finds the packages by their names.
  const file = join(import.meta.dirname, `readme-example-${process.pid}.mts`);
  onTestFinished(() => rmSync(file, { force: true }));
  writeFileSync(file, example);
  const argv = ["--conditions=@fleet/source", file];
  const output = execFileSync(process.execPath, argv, { encoding: "utf8" });
  expect(output).toContain("value: 'workstation'");
  expect(output).toContain("path: [ 'hosts', 'mini', 'homeProfile' ]");
  expect(output).toContain("{ path: 'profiles/minimal.nix' }, { path: 'users/keith.nix' }");
});

it("the example of the README has at most 15 lines", () => {
  expect(example.trim().split("\n").length).toBeLessThanOrEqual(15);
});

it("the README says of every code of the catalogue when there is such a finding", () => {
  const rows = Object.entries<CodeEntry>(profilesCodes.entries).map(
    ([code, { severity, when }]) => `| \`profiles/${code}\` | ${severity} | ${when} |`,
  );
  const table = readme.slice(readme.indexOf("| code |")).trimEnd().split("\n");
  expect(table.slice(2)).toEqual(rows);
});
