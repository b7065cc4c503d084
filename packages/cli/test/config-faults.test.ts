import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { testRepository } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { readDiagnostics, readOnlyDiagnostic } from "./read-report.ts";
import { runFleet, spawnFleet } from "./run-fleet.ts";
import { smallDeclaration, smallFleet, smallModules } from "./small-fleet.ts";

const check = async (text: string) => {
  const folder = testRepository({ ...smallModules, "fleet.config.ts": text });
  const run = await runFleet(folder, ["check", "--json"]);
  return { run, first: readDiagnostics(run)[0] };
};

describe("the package.json beside a config", () => {
  it.each([".", ".."])("is not waited for where it is a pipe, in %s", async (above) => {
    const folder = testRepository(
      Object.fromEntries(
        Object.entries(smallFleet).map(([path, text]) => [`systems/${path}`, text]),
      ),
    );
    execFileSync("mkfifo", [join(folder, "systems", above, "package.json")]);
    const run = await runFleet(join(folder, "systems"), ["check", "--json"]);
    expect(run.status).toBe(1);
    expect(readOnlyDiagnostic(run)).toMatchObject({ code: "cli/unreadable-file" });
  });
});

describe("what a config exports", () => {
  it.each([
    ["a getter that throws a text", `{ get users() { throw "boo"; } }`, "cli/config-throws"],
    ["a getter that throws nothing", `{ get users() { throw undefined; } }`, "cli/config-throws"],
    [
      "a proxy whose traps throw",
      `new Proxy({}, { getPrototypeOf() { throw "boo"; } })`,
      "cli/config-throws",
    ],
    [
      "a revoked proxy",
      `(() => { const r = Proxy.revocable({}, {}); r.revoke(); return r.proxy; })()`,
      "cli/config-throws",
    ],
    [
      "an error whose message throws",
      `{ get users() { throw Object.defineProperty(new Error(), "message", { get() { throw 1; } }); } }`,
      "cli/config-throws",
    ],
    ["a key that is a symbol", `{ [Symbol("x")]: 1 }`, "cli/unreadable-value"],
    [
      "an object inside of itself",
      "(() => { const f = { users: {} }; f.users.a = f; return f; })()",
      "cli/unreadable-value",
    ],
    [
      "a list of holes",
      "{ users: { a: { sshKeys: new Array(2 ** 32 - 1) } } }",
      "cli/too-large-value",
    ],
    [
      "a huge text",
      `{ users: { a: { fullName: "x".repeat(2 ** 29 - 24) } } }`,
      "cli/too-large-value",
    ],
    [
      "levels without an end",
      "(() => { let f = {}; for (let i = 0; i < 1e5; i++) f = { f }; return f; })()",
      "cli/too-large-value",
    ],
    [
      "a few objects that unfold to billions",
      "(() => { let f = []; for (let i = 0; i < 40; i++) f = [f, f]; return { users: f }; })()",
      "cli/too-large-value",
    ],
  ])("is a finding where it is %s", async (_, value, code) => {
    const { run, first } = await check(`export default ${value};`);
    expect({ status: run.status, stderr: run.stderr, code: first?.code }).toEqual({
      status: 1,
      stderr: "",
      code,
    });
  });

  it("is asked for what it means where it is all of a module", async () => {
    const { first } = await check('import * as f from "./fleet.config.ts"; export default f;');
    expect(first).toMatchObject({ code: "cli/not-a-declaration" });
  });
});

describe("a config that goes on behind its export", () => {
  const spawned = (text: string, ...args: readonly string[]) =>
    spawnFleet(testRepository({ ...smallModules, "fleet.config.ts": text }), [
      "check",
      "--json",
      ...args,
    ]);

  it.each([
    [
      "changes what it exported",
      `const f = ${smallDeclaration};\nsetTimeout(() => { f.users = {}; }, 50);\nexport default f;\n`,
      "cli/config-works-on",
    ],
    [
      "leaves a rejection to nobody",
      `Promise.reject(new Error("later"));\nexport default ${smallDeclaration};\n`,
      "cli/config-throws",
    ],
    [
      "does not end",
      `setTimeout(() => {}, 60000);\nexport default ${smallDeclaration};\n`,
      "cli/config-works-on",
    ],
  ])("is a finding where it %s", (_, text, code) => {
    const run = spawned(text);
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 1, stderr: "" });
    expect(readOnlyDiagnostic(run)).toMatchObject({ code });
  });

  it("is stopped in a loop without an end, at its line, where a time limit is given", () => {
    const run = spawned("let i = 0;\nwhile (true) i += 1;\n", "--time-limit", "1");
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 1, stderr: "" });
    expect(readOnlyDiagnostic(run)).toMatchObject({
      code: "cli/config-unfinished",
      file: "fleet.config.ts",
      line: 2,
    });
  });
});

describe("what the system refuses", () => {
  it("is no mistake of fleet where .git is a link to itself", async () => {
    const folder = testRepository(smallFleet);
    mkdirSync(join(folder, "in"));
    symlinkSync(".git", join(folder, "in", ".git"));
    for (const [name, text] of Object.entries(smallFleet)) {
      mkdirSync(join(folder, "in", name, ".."), { recursive: true });
      writeFileSync(join(folder, "in", name), text);
    }
    const run = await runFleet(join(folder, "in"), ["check"]);
    expect(run.status).toBeLessThan(2);
    expect(run.stderr).toBe("");
  });

  it("is said of a working folder that is gone", () => {
    const folder = testRepository({ "gone.mjs": "" });
    writeFileSync(
      join(folder, "gone.mjs"),
      'import { mkdirSync, rmdirSync } from "node:fs";\nmkdirSync("gone"); process.chdir("gone"); rmdirSync("../gone");\n',
    );
    const run = spawnFleet(folder, ["check"], {
      NODE_OPTIONS: `--import=${join(folder, "gone.mjs")}`,
    });
    expect(run.status).toBe(2);
    expect(run.stderr).toContain("cli/no-folder");
  });
});
