import { readFileSync } from "node:fs";
import { join } from "node:path";
import { testdir, testReadmeExample } from "@fleet/test-kit";
import { expect, it } from "vitest";
import * as surface from "../src/index.ts";

const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");

testReadmeExample({
  folder: join(import.meta.dirname, ".."),
  startIn: async () => testdir({}),
  judge: (output) => {
    expect(output).toContain("import/nothing-found");
  },
});

it("the README names every public function", () => {
  const names = Object.keys(surface);
  expect(names.filter((name) => !readme.includes(`\`${name}`))).toEqual([]);
});

it("the README says of every code when there is such a finding, and how grave it is", () => {
  const rows = [...readme.matchAll(/^\| `([a-z-]+)` \| (error|warning) \| (.*) \|$/gm)];
  expect(rows.map(([, code, severity, when]) => ({ code, severity, when }))).toEqual(
    Object.entries(surface.importCodes.entries).map(([code, { severity, when }]) => ({
      code,
      severity,
      when,
    })),
  );
});
