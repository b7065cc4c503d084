import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";

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

/** Every code that the sources can yield. */
function codesOfSources(): Set<string> {
  const text = readAll("src");
  const literal = [...text.matchAll(/"core\/([a-z-]+)"/g)].map(([, name]) => name);
  const bad = [...text.matchAll(/badValue\(\s*"([a-z-]+)"/g)].map(([, name]) => `bad-${name}`);
  const unknown = [...text.matchAll(/unknown\("([a-z]+)"/g)].map(([, name]) => `unknown-${name}`);
  return new Set([...literal, ...bad, ...unknown].flatMap((name) => name ?? []));
}

/** Every code in the table of the README. */
function codesOfReadme(): Set<string> {
  const table = readme.slice(readme.indexOf("| code |"));
  const cells = table.split("\n").map((row) => row.split("|")[1] ?? "");
  const codes = cells.flatMap((cell) => [...cell.matchAll(/`([a-z-]+)`/g)]);
  return new Set(codes.flatMap(([, name]) => name ?? []));
}

it("the example of the README runs", () => {
  // It lies in the package, so that it finds the package by its name.
  const file = join(import.meta.dirname, `readme-example-${process.pid}.mts`);
  onTestFinished(() => rmSync(file, { force: true }));
  writeFileSync(file, example);
  const argv = ["--conditions=@fleet/source", file];
  const output = execFileSync(process.execPath, argv, { encoding: "utf8" });
  expect(output).toContain("core/uid-out-of-range users.traci.uid");
  expect(output).toContain("[ { value: 'wheel', origin: 'admin' } ]");
});

it("the example of the README has at most 15 lines", () => {
  expect(example.trim().split("\n").length).toBeLessThanOrEqual(15);
});

it("the README names every code that the sources yield, and no other", () => {
  expect([...codesOfReadme()].sort()).toEqual([...codesOfSources()].sort());
});

it("every code has a test that yields it", () => {
  const tests = readAll("test");
  expect([...codesOfReadme()].filter((code) => !tests.includes(`core/${code}`))).toEqual([]);
});

it("the README names every function of the public surface", () => {
  const surface = readFileSync(join(folder, "src/index.ts"), "utf8");
  const blocks = [...surface.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, names = ""]) =>
    names.split(","),
  );
  const names = blocks.map((name) => name.trim()).filter((name) => name !== "");
  const functions = names.filter((name) => !name.startsWith("type "));
  expect(functions.length).toBeGreaterThan(4);
  for (const name of functions) expect(readme).toContain(`\`${name}`);
});
