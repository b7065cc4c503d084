import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CodeEntry } from "@fleet/diagnostics";
import { testReadmeExample } from "@fleet/test-kit";
import { expect, it } from "vitest";
import { coreCodes } from "../src/codes.ts";

const folder = join(import.meta.dirname, "..");
const readme = readFileSync(join(folder, "README.md"), "utf8");

function readAll(name: string): string {
  const files = readdirSync(join(folder, name), { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts"),
  );
  const others = files.filter((file) => file !== "readme.test.ts");
  return others.map((file) => readFileSync(join(folder, name, file), "utf8")).join("\n");
}

testReadmeExample({
  folder,
  heading: "## Access",
  judge: (output) => {
    expect(output).toBe(
      `user:keith yes
  logs in as "keith" with an SSH key users.keith.sshKeys
  is an admin: in wheel, which may use sudo users.keith.isAdmin
user:traci unknown
  logs in as "traci" hosts.mini.users.traci
  is in the group "docker": a container can mount the whole disk as root hosts.mini.users.traci.extraGroups
`,
    );
  },
});

it("the README names every function of the surface of access", () => {
  const surface = readFileSync(join(folder, "src/access.ts"), "utf8");
  const names = [...surface.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list = ""]) =>
    list.split(",").map((name) => name.trim()),
  );
  const functions = names.filter((name) => name !== "" && !name.startsWith("type "));
  expect(functions.length).toBeGreaterThan(4);
  for (const name of functions) expect(readme).toContain(`\`${name}`);
});

const codes = Object.entries<CodeEntry>(coreCodes.entries);

testReadmeExample({
  folder,
  judge: (output) => {
    expect(output).toContain("core/uid-out-of-range users.traci.uid");
    expect(output).toContain("because: 'users.keith.isAdmin'");
  },
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
  expect(names.length + types.length).toBeLessThanOrEqual(27);
  for (const name of functions) expect(readme).toContain(`\`${name}`);
});
