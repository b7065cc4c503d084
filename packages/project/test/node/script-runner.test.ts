import { type TestFiles, testdir, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { openProject } from "../../src/index.ts";
import { nodeWorld } from "../../src/node/index.ts";

const modules = { "users/ann.nix": "{ }", "users/bob.nix": "{ }" };

/** What comes of a config each time that it is opened in this process. */
async function openTimes(count: number, files: TestFiles) {
  const root = testdir({ ...modules, ...files });
  const seen = [];
  for (let time = 0; time < count; time++) {
    const { findings, fleet } = await openProject(nodeWorld(), { root });
    seen.push({
      codes: findings.map(({ code, file }) => `${code} ${file}`),
      users: [...(fleet?.declared.users.keys() ?? [])],
      sources: [...(fleet?.sources.keys() ?? [])].sort(),
    });
  }
  return { root, seen };
}

const ann = `{ users: { ann: { fullName: "Ann" } }, hosts: {} }`;

describe("a script that is run again in one process", () => {
  it.each<[string, TestFiles]>([
    [
      "CommonJS that requires",
      {
        "fleet.config.js": `const x = require("./l.cjs");\nmodule.exports = x;\n`,
        "l.cjs": `module.exports = ${ann};\n`,
      },
    ],
    [
      "CommonJS that requires what throws",
      {
        "fleet.config.js": `module.exports = require("./l.cjs");\n`,
        "l.cjs": `throw new Error("no");\n`,
      },
    ],
    [
      "CommonJS that requires JSON",
      {
        "fleet.config.js": `module.exports = require("./d.json");\n`,
        "d.json": `{ "users": { "ann": { "fullName": "Ann" } }, "hosts": {} }\n`,
      },
    ],
    [
      "JSON without its attribute",
      { "fleet.config.ts": `import x from "./d.json";\nexport default x;\n`, "d.json": "{}" },
    ],
  ])("comes to the same: %s", async (_, files) => {
    const { seen } = await openTimes(3, files);
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
    if (!("d.json" in files) && !JSON.stringify(files).includes("throw")) {
      expect(seen[0]?.users).toEqual(["ann"]);
      expect(seen[0]?.sources.length).toBe(Object.keys(files).length);
    }
  });

  it("is new where an import with a query was changed", async () => {
    const { root } = await openTimes(1, {
      "fleet.config.ts": `import x from "./l.ts?v=1";\nexport default x;\n`,
      "l.ts": `export default ${ann};\n`,
    });
    writeFiles(root, { "l.ts": `export default ${ann.replace("ann", "bob")};\n` });
    const { fleet } = await openProject(nodeWorld(), { root });
    expect([...(fleet?.declared.users.keys() ?? [])]).toEqual(["bob"]);
    expect(fleet?.sources.has("l.ts")).toBe(true);
  });

  it("leaves the process as it was, however many are opened at once", async () => {
    const { exit } = process;
    const roots = [30, 5, 15].map((delay) =>
      testdir({
        ...modules,
        "fleet.config.ts": `await new Promise((done) => setTimeout(done, ${delay}));\nexport default ${ann};\n`,
      }),
    );
    const projects = await Promise.all(
      [...roots, ...roots].map((root) => openProject(nodeWorld(), { root })),
    );
    expect(process.exit).toBe(exit);
    expect(projects.map(({ fleet }) => [...(fleet?.sources.keys() ?? [])])).toEqual(
      Array.from({ length: 6 }, () => ["fleet.config.ts"]),
    );
  });
});

describe("a script that may be JavaScript", () => {
  const count = `globalThis.fleetTestRuns = (globalThis.fleetTestRuns ?? 0) + 1;\n`;
  const countRuns = async (files: TestFiles) => {
    Reflect.set(globalThis, "fleetTestRuns", 0);
    const { seen } = await openTimes(1, files);
    return { ...seen[0], runs: Reflect.get(globalThis, "fleetTestRuns") };
  };

  it.each<[string, TestFiles]>([
    ["without types", { "fleet.config.ts": `${count}export default ${ann};\n` }],
    [
      "with a type",
      { "fleet.config.ts": `${count}const x: object = ${ann};\nexport default x;\n` },
    ],
    [
      "with a type in what it imports",
      {
        "fleet.config.ts": `import x from "./x.ts";\n${count}export default x;\n`,
        "x.ts": `export default ${ann} satisfies object;\n`,
      },
    ],
    [
      "with a call that is a comparison in JavaScript",
      {
        "fleet.config.ts": `${count}const id = (x: unknown) => x, A = 1;\nexport default id<typeof A>(${ann});\n`,
      },
    ],
    [
      "with a call that JavaScript would take for two comparisons",
      {
        "fleet.config.ts": `import { id } from "./id.mjs";\nimport type { A } from "./t.ts";\n${count}export default id<A>(${ann});\n`,
        "id.mjs": "export const id = (x) => x;\n",
        "t.ts": "export type A = object;\n",
      },
    ],
    [
      "with types in what it imports once it runs",
      {
        "fleet.config.ts": `${count}const { default: x } = await import("./x.ts");\nexport default x;\n`,
        "x.ts": `export default ${ann} as object;\n`,
      },
    ],
    [
      "with an enum",
      {
        "fleet.config.ts": `${count}enum Kind { One }\nexport default Kind.One === 0 ? ${ann} : {};\n`,
      },
    ],
  ])("runs once and means the same: %s", async (_, files) => {
    expect(await countRuns(files)).toMatchObject({ users: ["ann"], runs: 1 });
  });

  it.each<[string, TestFiles]>([
    ["text that is no JSON", { "fleet.config.ts": `${count}export default JSON.parse("{");\n` }],
    [
      "text that is no JSON, in what it imports",
      {
        "fleet.config.ts": `import x from "./x.ts";\nexport default x;\n`,
        "x.ts": `${count}export default JSON.parse("{");\n`,
      },
    ],
  ])("runs once where it fails by itself: %s", async (_, files) => {
    const { codes, runs } = await countRuns(files);
    expect(codes).toHaveLength(1);
    expect(runs).toBe(1);
  });
});
