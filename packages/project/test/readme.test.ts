import { readFileSync } from "node:fs";
import { join } from "node:path";
import { testdir, testReadmeExample } from "@fleet/test-kit";
import { expect, it } from "vitest";
import { projectCodes } from "../src/codes.ts";
import * as surface from "../src/index.ts";
import * as ledger from "../src/ledger.ts";
import * as plan from "../src/plan.ts";

const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
const files = {
  "fleet.config.json": JSON.stringify({
    users: { keith: { fullName: "Keith", isAdmin: true } },
    hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["keith"] } },
  }),
  "hosts/mini.nix": "{ }",
  "users/keith.nix": "{ }",
};

testReadmeExample({
  folder: join(import.meta.dirname, ".."),
  startIn: async () => testdir(files),
  judge: (output) => {
    expect(output).toContain("keith");
  },
});

it("the README names every public function", () => {
  const names = Object.keys({ ...surface, ...ledger, ...plan });
  expect(names.filter((name) => !readme.includes(`\`${name}`))).toEqual([]);
});

it("the README says of every code of the catalogue how grave it is, and when there is such a finding", () => {
  const rows = Object.entries(projectCodes.entries).map(
    ([code, { severity, when }]) => `| \`${code}\` | ${severity} | ${when} |`,
  );
  const table = readme.slice(readme.indexOf("| code |")).trimEnd().split("\n");
  expect(table.slice(2)).toEqual(rows);
});
