import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { git, testdir, testRepository, writeFiles } from "@fleet/test-kit";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { renderPlanMarkdown } from "../src/views/plan/plan-markdown.ts";
import { runFleetIn } from "./plan-fleet.ts";

const published = fileURLToPath(import.meta.resolve("@fleet/codegen/plan.schema.json"));
const judge = new Ajv2020({ allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(published, "utf8")),
);

function configOf(mini: object, ben: object = {}): string {
  return JSON.stringify({
    users: {
      ada: { uid: 1000, isAdmin: true, sshKeys: [{ env: "KEY" }] },
      ben: { uid: 1001, sshKeys: [{ env: "KEY" }], ...ben },
    },
    hosts: { mini: { system: "x86_64-linux", users: ["ada", "ben"], ...mini } },
    defaults: { stateVersion: "24.05" },
  });
}

function committed(): string {
  const folder = testRepository({
    "fleet.config.json": configOf({}),
    "hosts/mini.nix": "{ }\n",
    "users/ada.nix": "{ }\n",
    "users/ben.nix": "{ }\n",
  });
  git(folder, "commit", "--quiet", "--message", "all");
  return folder;
}

describe("fleet plan", () => {
  it.each([
    ["nothing", configOf({}), 0],
    ["changes", configOf({ tags: ["x"] }), 3],
    ["risky ones", configOf({}, { isAdmin: true }), 4],
  ])("ends, where it is asked to, with what there is: %s", async (_, config, status) => {
    const folder = committed();
    writeFiles(folder, { "fleet.config.json": config });
    expect((await runFleetIn(folder, ["plan", "--exit-code"])).status).toBe(status);
    const json = await runFleetIn(folder, ["plan", "--json", "--exit-code"]);
    expect(json.status).toBe(status);
    expect(judge(JSON.parse(json.stdout)), JSON.stringify(judge.errors)).toBe(true);
    expect((await runFleetIn(folder, ["plan"])).status).toBe(0);
  });

  it("writes nothing", async () => {
    const folder = committed();
    writeFiles(folder, { "fleet.config.json": configOf({}, { isAdmin: true }) });
    await runFleetIn(folder, ["plan"]);
    expect(git(folder, "status", "--porcelain")).toBe(" M fleet.config.json\n");
  });

  it.each([
    ["--against", "-x"],
    ["--against", "nowhere"],
  ])("is not done, and says why, for %s %s", async (...args) => {
    const folder = committed();
    const run = await runFleetIn(folder, ["plan", ...args]);
    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(run.stderr).toContain("cli/no-revision");
    expect(run.stderr).toContain("There is no plan.");
    const { stdout } = await runFleetIn(folder, ["plan", "--json", ...args]);
    expect(judge(JSON.parse(stdout)), JSON.stringify(judge.errors)).toBe(true);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      diagnostics: [{ code: "cli/no-revision" }],
    });
  });

  it("is not done of a declaration with errors, and without one", async () => {
    const folder = committed();
    writeFiles(folder, { "fleet.config.json": configOf({ users: ["zoe"] }) });
    const run = await runFleetIn(folder, ["plan"]);
    expect(run.status).toBe(2);
    expect(run.stderr).toContain("core/unknown-user");
    expect((await runFleetIn(testdir(), ["plan"])).stderr).toContain("cli/no-config");
  });

  it("says of a script that is not run why there is no plan", async () => {
    const folder = committed();
    git(folder, "rm", "--quiet", "--cached", "fleet.config.json");
    writeFiles(folder, { "fleet.config.ts": "throw 1;\n" });
    const { rmSync } = await import("node:fs");
    rmSync(`${folder}/fleet.config.json`);
    const run = await runFleetIn(folder, ["plan", "--data-only"]);
    expect(run.status).toBe(2);
    expect(run.stderr).toContain("cli/script-config");
  });
});

describe("a plan in Markdown", () => {
  const hostile = [
    "@keith",
    "#1",
    "<img src=x onerror=alert(1)>",
    "a|b",
    "`x`",
    "[x](http://y)",
    "`[x](//y) ![](//z) @keith #1",
    "www.example.org",
    "**b**",
    "\u202e",
    "a\nb",
  ];

  it.each(hostile)("gives %j no meaning", (name) => {
    const change = {
      kind: "setting-changed",
      risk: "risky",
      hosts: [],
      files: [],
      who: undefined,
      what: name,
      before: undefined,
      after: undefined,
      root: undefined,
      why: [],
      place: { side: "after", path: `hosts[${JSON.stringify(name)}]` },
      message: `${name} changes.`,
    } as const;
    const text = renderPlanMarkdown({
      plan: { changes: [change], work: [{ command: undefined, reason: name }] },
      before: { commit: "0".repeat(40), source: "declaration" },
      after: { source: "declaration" },
      notes: [name],
      revision: name,
    });
    // What stands in code has none.
    const prose = text.replaceAll(/(?<!\\)(`+)[^`].*?\1(?!`)|<\/?code>/g, "");
    const own = prose
      .replaceAll("<!-- -->", " ")
      .replaceAll(/<\/?(?:details|summary)>|^> |\*\*(?:Risky|Then)\*\*/gm, "");
    expect(own).not.toMatch(/[<>\u202e]|@\w|#\w|www\.|(?<!\\)[`*[\]]/);
    expect(text.split("\n").filter((line) => line.startsWith("| "))).toHaveLength(3);
  });

  it("names no one where nothing changes", async () => {
    const { stdout } = await runFleetIn(committed(), ["plan", "--format", "markdown"]);
    expect(stdout).toMatch(
      /^### Fleet plan: nothing changes\n\nCompared with `HEAD \([\da-f]{7}\)`\.\n$/,
    );
  });
});
