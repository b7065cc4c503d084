import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { testdir } from "@fleet/test-kit";
import { expect, it, onTestFinished } from "vitest";
import { sopsCodes } from "../src/codes.ts";
import * as surface from "../src/index.ts";
import { declaration, encryptedFor } from "./support/memory-fleet.ts";

const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
const files = {
  "fleet.config.json": JSON.stringify(declaration),
  "hosts/mini.nix": "{ }",
  "users/keith.nix": "{ }",
  "users/traci.nix": "{ }",
  "secrets/ours.yaml": encryptedFor("keith", "traci"),
};

it("the example of the README runs in the folder of a fleet with secrets", () => {
  // It lies in the package, so that it finds the packages by their names.
  const file = join(import.meta.dirname, `readme-example-${process.pid}.mts`);
  onTestFinished(() => rmSync(file, { force: true }));
  writeFileSync(file, example);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--conditions=@fleet/source", file],
    { cwd: testdir(files), encoding: "utf8" },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("secrets/ours.yaml");
});

it("the example of the README has at most 15 lines", () => {
  const { length } = example.trim().split("\n");
  expect(length).toBeGreaterThan(1);
  expect(length).toBeLessThanOrEqual(15);
});

it("the README names every public function", () => {
  const names = Object.keys(surface);
  expect(names.filter((name) => !readme.includes(`\`${name}`))).toEqual([]);
});

it("the README says of every code of the catalogue how grave it is, and when there is such a finding", () => {
  const rows = Object.entries(sopsCodes.entries).map(
    ([code, { severity, when }]) => `| \`${code}\` | ${severity} | ${when} |`,
  );
  const table = readme.slice(readme.indexOf("| code |")).trimEnd().split("\n");
  expect(table.slice(2)).toEqual(rows);
});
