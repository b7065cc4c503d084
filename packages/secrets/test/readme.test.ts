import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { testReadmeExample } from "@fleet/test-kit";
import { expect, it } from "vitest";
import * as ofAccess from "../src/access.ts";
import { secretsCodes } from "../src/codes.ts";
import * as surface from "../src/index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

testReadmeExample({
  folder: join(import.meta.dirname, ".."),
  judge: (output) => {
    expect(output).toContain("- path_regex: '^secrets/wifi\\.yaml$'");
    expect(output).toContain(
      "&host_mini age1a8pk4akrdamj7nvqy3zywgtny8dxz7t5xzu7u8v9mhrayp9freqsqatyrs",
    );
    expect(output).toContain("secrets/wifi.yaml user:keith [ 'admins' ]");
    expect(output).toContain("secrets/no-recovery-key");
  },
});

testReadmeExample({
  folder: join(import.meta.dirname, ".."),
  heading: "## Access",
  judge: (output) => {
    expect(output).toBe(
      `host:mini [ 'reads wifi.yaml as one of host:mini' ]
user:keith [
  'logs in as "keith" with an SSH key from SSH_KEY_KEITH',
  'is an admin: in wheel, which may use sudo',
  'reads wifi.yaml as one of host:mini'
]
`,
    );
  },
});

it("the README has the catalogue of codes, and every public function", () => {
  const rows = Object.entries(secretsCodes.entries).map(
    ([code, { severity, when }]) => `| \`${code}\` | ${severity} | ${when} |`,
  );
  const head = "| code | severity | when |\n|---|---|---|";
  expect(readme.slice(readme.indexOf("| code |")).trim()).toBe([head, ...rows].join("\n"));
  const named = new Set(readme.match(/\w+/g));
  expect(
    [...Object.keys(surface), ...Object.keys(ofAccess)].filter((name) => !named.has(name)),
  ).toEqual([]);
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
