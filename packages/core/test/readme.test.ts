import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CodeEntry } from "@fleet/diagnostics";
import { expect, it, onTestFinished } from "vitest";
import { coreCodes } from "../src/codes.ts";

const folder = join(import.meta.dirname, "..");
const readme = readFileSync(join(folder, "README.md"), "utf8");
const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";

function readAll(name: string): string {
  const files = readdirSync(join(folder, name), { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts"),
  );
  const others = files.filter((file) => file !== "readme.test.ts");
  return others.map((file) => readFileSync(join(folder, name, file), "utf8")).join("\n");
}

const codes = Object.entries<CodeEntry>(coreCodes.entries);

it("the example of the README runs", () => {
  // It lies in the package, so that it finds the package by its name.
  const file = join(import.meta.dirname, `readme-example-${process.pid}.mts`);
  onTestFinished(() => rmSync(file, { force: true }));
  writeFileSync(file, example);
  const argv = ["--conditions=@fleet/source", file];
  const output = execFileSync(process.execPath, argv, { encoding: "utf8" });
  expect(output).toContain("core/uid-out-of-range users.traci.uid");
  expect(output).toContain("because: 'users.keith.isAdmin'");
});

it("the example of the README has at most 15 lines", () => {
  expect(example.trim().split("\n").length).toBeLessThanOrEqual(15);
});

it("the README says of every code of the catalogue when there is such a finding", () => {
  const rows = codes.map(([code, { severity, when }]) => `| \`${code}\` | ${severity} | ${when} |`);
  const table = readme.slice(readme.indexOf("| code |")).trimEnd().split("\n");
  expect(table.slice(2)).toEqual(rows);
});

it("something makes a finding of every code of the catalogue", () => {
  const text = readAll("src").replace(readFileSync(join(folder, "src/codes.ts"), "utf8"), "");
  const made = (code: string) => [
    `"${code}"`,
    `badValue("${code.replace(/^bad-/, "")}"`,
    `unknown("${code.replace(/^unknown-/, "")}"`,
  ];
  const unused = codes.filter(([code]) => !made(code).some((call) => text.includes(call)));
  expect(unused).toEqual([]);
});

it("every code has a test that yields it", () => {
  const tests = readAll("test");
  expect(codes.filter(([code]) => !tests.includes(`core/${code}`))).toEqual([]);
});

it("the README names every function of the public surface, which is small", () => {
  const surface = readFileSync(join(folder, "src/index.ts"), "utf8");
  const blocks = [...surface.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, names = ""]) =>
    names.split(","),
  );
  const names = blocks.map((name) => name.trim()).filter((name) => name !== "");
  const functions = names.filter((name) => !name.startsWith("type "));
  expect(functions.length).toBeGreaterThan(4);
  const types = [...surface.matchAll(/^export type \{([^}]*)\}/gm)].flatMap(([, list = ""]) =>
    list.split(",").filter((name) => name.trim() !== ""),
  );
  expect(names.length + types.length).toBeLessThanOrEqual(25);
  for (const name of functions) expect(readme).toContain(`\`${name}`);
});
