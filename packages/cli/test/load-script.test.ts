import { createHash } from "node:crypto";
import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { testdir, testRepository } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { readDiagnostics, readOnlyDiagnostic } from "./read-report.ts";
import { runFleet, spawnFleet } from "./run-fleet.ts";
import { smallDeclaration, smallFleet, smallModules } from "./small-fleet.ts";

const check = async (folder: string) => await runFleet(folder, ["check", "--json"]);
const only = async (files: Readonly<Record<string, string | Buffer>>) => {
  const run = await check(testRepository({ ...smallModules, ...files }));
  expect(run.stderr).toBe("");
  expect(run.status).toBe(1);
  return readOnlyDiagnostic(run);
};
/** The same of a script whose end, stack or output is that of the process. */
const spawnedCheck = (text: string) =>
  spawnFleet(testRepository({ ...smallModules, "fleet.config.ts": text }), ["check", "--json"]);

describe("a config that is a script", () => {
  it.each([
    [
      "TypeScript",
      "fleet.config.ts",
      `const fleet: object = ${smallDeclaration};\nexport default fleet;\n`,
    ],
    [
      "a TypeScript module",
      "fleet.config.mts",
      `export default (${smallDeclaration} as object);\n`,
    ],
    ["JavaScript", "fleet.config.js", `export default ${smallDeclaration};\n`],
    ["CommonJS", "fleet.config.js", `module.exports = ${smallDeclaration};\n`],
    ["a JavaScript module", "fleet.config.mjs", `export default ${smallDeclaration};\n`],
    [
      "text that begins with a BOM",
      "fleet.config.ts",
      `\ufeffexport default ${smallDeclaration};\n`,
    ],
  ])("loads as %s without node_modules beside it", async (_, name, text) => {
    const run = await check(testRepository({ ...smallModules, [name]: text }));
    expect(run).toMatchObject({ status: 0, stderr: "" });
  });

  it("is no CommonJS where it imports, wherever in a line, and whatever a comment says", async () => {
    const text = `"use strict"; import { defineFleet } from "@fleet/core"; /* require( */ export default defineFleet(${smallDeclaration});\n`;
    const manifest = { "package.json": `{"type":"commonjs"}` };
    const folder = testRepository({ ...smallFleet, ...manifest, "fleet.config.ts": text });
    expect(await runFleet(folder, ["generate"])).toMatchObject({ status: 0 });
  });

  it("loads where package.json says that everything is CommonJS", async () => {
    const folder = testRepository({ ...smallFleet, "package.json": `{"type":"commonjs"}` });
    expect((await check(folder)).status).toBe(0);
  });

  it("takes the command's own @fleet/core, whatever lies beside it", async () => {
    const folder = testRepository({
      ...smallFleet,
      "node_modules/@fleet/core/package.json": `{"name":"@fleet/core","exports":"./index.js"}`,
      "node_modules/@fleet/core/index.js": `throw new Error("the wrong copy");`,
    });
    expect((await check(folder)).status).toBe(0);
  });

  it.each([
    ["enums", "enum System { x = 'x86_64-linux' }\n", "System.x"],
    ["namespaces", "namespace System { export const x = 'x86_64-linux' }\n", "System.x"],
    [
      "parameter properties",
      "class System { constructor(readonly x: string) {} }\n",
      "new System('x86_64-linux').x",
    ],
  ])("may use %s, which have to be compiled", async (_, before, system) => {
    const text = `${before}export default ${smallDeclaration.replace('"x86_64-linux"', system)};\n`;
    const run = await check(testRepository({ ...smallModules, "fleet.config.ts": text }));
    expect(run).toMatchObject({ status: 0, stderr: "" });
  });

  it("writes the digest of every local file that it imports to fleet.json", async () => {
    const folder = testRepository({
      ...smallModules,
      "fleet.config.ts": `import { users } from "./people/users.ts";\nimport hosts from "./hosts.json" with { type: "json" };\nexport default { users, hosts };\n`,
      "people/users.ts": `export const users = { keith: { fullName: "Keith" } };\n`,
      "hosts.json": `{"mini":{"system":"x86_64-linux","stateVersion":"24.05","users":["keith"]}}`,
    });
    expect((await runFleet(folder, ["generate"])).status).toBe(0);
    const { sources } = JSON.parse(readFileSync(join(folder, "fleet.json"), "utf8"));
    const digest = (name: string) =>
      createHash("sha256")
        .update(readFileSync(join(folder, name)))
        .digest("hex");
    const names = ["fleet.config.ts", "hosts.json", "people/users.ts"];
    expect(sources).toEqual(
      Object.fromEntries(names.map((name) => [name, `sha256-${digest(name)}`])),
    );
  });
});

describe("a script that is wrong", () => {
  it.each([
    [
      "a syntax error in TypeScript",
      "export default {\n  users: : 1,\n};\n",
      { code: "cli/syntax-error", file: "fleet.config.ts", line: 2, column: 10 },
    ],
    [
      "a name that is declared twice",
      "const a: number = 1;\nconst a = 2;\nexport default {};\n",
      { code: "cli/syntax-error", line: 2, column: 7 },
    ],
    [
      "an error that it throws",
      'function fail(): never {\n  throw new TypeError("no %s\\u001b[2J");\n}\nexport default fail();\n',
      {
        code: "cli/config-throws",
        line: 2,
        column: 9,
        message: "The config throws: TypeError: no %s\u001b[2J",
      },
    ],
    [
      "something thrown that is no error",
      'throw "just text";\n',
      { code: "cli/config-throws", message: "The config throws: just text" },
    ],
    [
      "a rejection",
      'export default await Promise.reject(new Error("later"));\n',
      { code: "cli/config-throws", line: 1, message: "The config throws: later" },
    ],
    ["nothing in it", "", { code: "cli/no-default-export" }],
    [
      "another export",
      "export const fleet = {};\n",
      {
        code: "cli/no-default-export",
        help: 'It exports "fleet". Write instead: export default defineFleet({ … }).',
      },
    ],
    ["a promise", "export default Promise.resolve({});\n", { code: "cli/not-a-declaration" }],
    ["a function", "export default () => ({});\n", { code: "cli/not-a-declaration" }],
    ["a number", "export default 1;\n", { code: "cli/not-a-declaration" }],
    ["null", "export default null;\n", { code: "cli/not-a-declaration" }],
    [
      "a call of process.exit",
      "process.exit(0);\n",
      { code: "cli/config-exits", message: "The config calls process.exit(0)." },
    ],
    [
      "a call of process.exit whose error it catches",
      "try { process.exit(3); } catch {}\nexport default {};\n",
      { code: "cli/config-exits" },
    ],
    [
      "a file to import that is missing",
      '\nimport { a } from "./nope.ts";\nexport default a;\n',
      {
        code: "cli/module-not-found",
        line: 2,
        column: 19,
        message: 'There is no "./nope.ts" to import.',
      },
    ],
    [
      "an import without its ending",
      'import { a } from "./hosts/index";\nexport default a;\n',
      { code: "cli/module-not-found", line: 1 },
    ],
    [
      "a package to import that is missing",
      'import lodash from "lodash";\nexport default lodash;\n',
      { code: "cli/module-not-found", line: 1, message: 'The package "lodash" cannot be found.' },
    ],
    [
      "a getter that throws",
      'export default {\n  get users(): object {\n    throw new Error("computed");\n  },\n};\n',
      { code: "cli/config-throws", line: 3, message: "The config throws: computed" },
    ],
  ])("with %s gets one diagnostic that shows where", async (_, text, expected) => {
    expect(await only({ "fleet.config.ts": text })).toMatchObject(expected);
  });

  const moduleHelp =
    'Write it as a module: import { defineFleet } from "@fleet/core"; export default defineFleet({ … });';
  it.each([
    [
      "CommonJS in a package of modules",
      'require("@fleet/core");\n',
      '{"type":"module"}',
      moduleHelp,
    ],
    ["half of CommonJS", 'import "@fleet/core";\nmodule.exports = {};\n', "{}", moduleHelp],
    [
      "a name that only CommonJS has",
      "export default { hosts: __dirname };\n",
      "{}",
      "A config is a module: write import.meta.dirname, or import.meta.filename.",
    ],
    [
      "a package.json beside it that is no JSON",
      "export default {};\n",
      "{",
      "Correct that package.json: it has to be JSON.",
    ],
  ])("with %s gets a help that says what to write", async (_, text, manifest, help) => {
    const files = { "fleet.config.ts": text, "package.json": manifest };
    expect(await only(files)).toMatchObject({ code: "cli/config-throws", help });
  });

  // A process of tests does not end by itself, hears of every error, and has stacks of its own.
  it.each([
    [
      "an error of a timer",
      'setTimeout(() => { throw new Error("later"); });\nawait new Promise(() => {});\nexport default {};\n',
      { code: "cli/config-throws", line: 1, message: "The config throws: later" },
    ],
    [
      "an await that never ends",
      "await new Promise(() => {});\nexport default {};\n",
      { code: "cli/config-unfinished" },
    ],
    [
      "an error in a file that has to be compiled",
      "enum A { x }\n\n\nconst nope: string = undefined!.foo[A.x];\nexport default {};\n",
      { code: "cli/config-throws", file: "fleet.config.ts", line: 4 },
    ],
  ])("with %s gets one in a process of its own, too", (_, text, expected) => {
    const run = spawnedCheck(text);
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 1, stderr: "" });
    expect(readOnlyDiagnostic(run)).toMatchObject(expected);
  });

  it("with a name that its import does not export is told where the import stands", async () => {
    const text = 'import { users } from "./users.ts";\nexport default users;\n';
    const files = { "fleet.config.ts": text, "users.ts": "export const people = {};\n" };
    expect(await only(files)).toMatchObject({ code: "cli/syntax-error", line: 1, column: 10 });
  });

  it("with a mistake in a file that it imports is told that file", async () => {
    const files = {
      "fleet.config.js": 'import "./lib/users.js";\nexport default {};\n',
      "lib/users.js": "export const a = 1;\nexport const a = ;\n",
    };
    expect(await only(files)).toMatchObject({
      code: "cli/syntax-error",
      file: "lib/users.js",
      line: 2,
    });
  });

  it("with a mistake in a JSON file that it imports is told that file", async () => {
    const files = {
      "fleet.config.ts":
        'import hosts from "./hosts.json" with { type: "json" };\nexport default hosts;\n',
      "hosts.json": '{\n  "a": 1,,\n}\n',
    };
    expect(await only(files)).toMatchObject({
      code: "cli/syntax-error",
      file: "hosts.json",
      line: 2,
    });
  });

  it("names the file to write where an import lacks its ending", async () => {
    const files = {
      "fleet.config.ts": 'import { users } from "./users";\nexport default users;\n',
      "users.ts": "export const users = {};\n",
    };
    expect((await only(files)).help).toBe(
      'Write "./users.ts": an import names the file with its ending.',
    );
  });

  it("is refused where it imports a file outside of its folder", async () => {
    const folder = testRepository({
      ...smallModules,
      "secret.ts": "export const a = 1;\n",
      "systems/fleet.config.ts": 'import { a } from "../secret.ts";\nexport default a;\n',
    });
    const run = await runFleet(join(folder, "systems"), ["check", "--json"]);
    expect(readDiagnostics(run)).toContainEqual(
      expect.objectContaining({ code: "cli/source-outside-root", file: "fleet.config.ts" }),
    );
    expect(run.status).toBe(1);
  });

  it("is refused where it is a link out of its folder", async () => {
    const folder = testdir({ "elsewhere.ts": "export default {};\n", "systems/a.nix": "" });
    symlinkSync("../elsewhere.ts", join(folder, "systems", "fleet.config.ts"));
    const run = await runFleet(join(folder, "systems"), ["check", "--json"]);
    expect(readDiagnostics(run)[0]).toMatchObject({ code: "cli/source-outside-root" });
  });

  it("is refused where it is no text or too large", async () => {
    const bytes = Buffer.from([0x65, 0x78, 0xff, 0xfe]);
    expect(await only({ "fleet.config.ts": bytes })).toMatchObject({ code: "cli/bad-file" });
    const large = Buffer.alloc(33 * 1024 * 1024, " ");
    expect(await only({ "fleet.config.ts": large })).toMatchObject({
      code: "cli/too-large",
      message: '"fleet.config.ts" holds 33 MiB; fleet reads at most 32 MiB.',
    });
  });
});

describe("a script that does more than declare", () => {
  it("prints to the standard error, so that the report stays whole", () => {
    const run = spawnedCheck(
      `console.log("hello");\nprocess.stdout.write("there\\n");\nexport default ${smallDeclaration};\n`,
    );
    expect(run.stderr).toBe("hello\nthere\n");
    expect(readDiagnostics(run)).toEqual([]);
    expect(run.status).toBe(0);
  });

  it("cannot keep the command from ending, nor choose its exit code", () => {
    const text = `setInterval(() => {}, 1000);\nprocess.exitCode = 7;\nexport default ${smallDeclaration};\n`;
    expect(spawnedCheck(text).status).toBe(0);
  });
});
