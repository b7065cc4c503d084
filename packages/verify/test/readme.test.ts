import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { verifyCodes } from "../src/index.ts";
import { smallFleet } from "./cases/small-flake.ts";
import { createFleet } from "./support/flake-folder.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";

it("the example of the README runs", async () => {
  // It lies in the package, so that it finds the package by its name.
  const file = join(import.meta.dirname, `readme-example-${process.pid}.mts`);
  onTestFinished(() => rmSync(file, { force: true }));
  writeFileSync(file, example);
  const output = execFileSync(process.execPath, ["--conditions=@fleet/source", file], {
    cwd: await createFleet(smallFleet, {}),
    encoding: "utf8",
  });
  expect(output).toBe("mini as-computed\n");
});

it("the example of the README has at most 15 lines", () => {
  expect(example.trim().split("\n").length).toBeLessThanOrEqual(15);
});

it("the README says of every code when there is such a finding, and how grave it is", () => {
  const rows = [...readme.matchAll(/^\| `([a-z-]+)` \| (error|warning) \| (.*) \|$/gm)];
  expect(rows.map(([, code, severity, when]) => ({ code, severity, when }))).toEqual(
    Object.entries(verifyCodes.entries).map(([code, { severity, when }]) => ({
      code,
      severity,
      when,
    })),
  );
});
