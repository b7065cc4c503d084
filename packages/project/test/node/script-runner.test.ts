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
