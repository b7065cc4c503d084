import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CodeEntry } from "@fleet/diagnostics";
import { testReadmeExample } from "@fleet/test-kit";
import { expect, it } from "vitest";
import { profilesCodes } from "../src/codes.ts";

const folder = join(import.meta.dirname, "..");
const readme = readFileSync(join(folder, "README.md"), "utf8");

testReadmeExample({
  folder,
  judge: (output) => {
    expect(output).toContain("value: 'workstation'");
    expect(output).toContain("path: [ 'hosts', 'mini', 'homeProfile' ]");
    expect(output).toContain("{ path: 'profiles/minimal.nix' }, { path: 'users/keith.nix' }");
  },
});

it("the README says of every code of the catalogue when there is such a finding", () => {
  const rows = Object.entries<CodeEntry>(profilesCodes.entries).map(
    ([code, { severity, when }]) => `| \`profiles/${code}\` | ${severity} | ${when} |`,
  );
  const table = readme.slice(readme.indexOf("| code |")).trimEnd().split("\n");
  expect(table.slice(2)).toEqual(rows);
});
