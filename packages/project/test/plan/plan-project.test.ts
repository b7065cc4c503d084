import { rmSync } from "node:fs";
import { join } from "node:path";
import { git, testdir, testRepository, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { openProject, withoutScripts } from "../../src/index.ts";
import { nodeWorld } from "../../src/node/index.ts";
import { planProject } from "../../src/plan.ts";

const base = { "hosts/mini.nix": "{ }\n", "users/ada.nix": "{ }\n", "users/ben.nix": "{ }\n" };

function jsonOf(users: readonly string[], more: object = {}): string {
  return JSON.stringify({
    users: Object.fromEntries(
      ["ada", "ben"].map((id, index) => [id, { uid: 1000 + index, sshKeys: [{ env: "KEY" }] }]),
    ),
    hosts: { mini: { system: "x86_64-linux", users } },
    defaults: { stateVersion: "24.05" },
    ...more,
  });
}

function script(users: readonly string[]): string {
  return `import { defineFleet } from "@fleet/core";
import { people } from "./people.ts";
export default defineFleet({ users: people, hosts: { mini: { system: "x86_64-linux", users: ${JSON.stringify(users)} } }, defaults: { stateVersion: "24.05" } });
`;
}

const people = `export const people: object = { ada: { uid: 1000, sshKeys: [{ env: "KEY" }] }, ben: { uid: 1001, sshKeys: [{ env: "KEY" }] } };\n`;

function committed(files: Readonly<Record<string, string>>): string {
  const folder = testRepository({ ...base, ...files });
  git(folder, "commit", "--quiet", "--message", "all");
  return folder;
}

async function planOf(
  folder: string,
  {
    against,
    root,
    isDataOnly = false,
  }: { against?: string; root?: string; isDataOnly?: boolean } = {},
) {
  const { PATH, HOME } = process.env;
  const world = nodeWorld({ folder, environment: { PATH, HOME } });
  const project = await openProject(isDataOnly ? withoutScripts(world) : world, {
    ...(root === undefined ? {} : { root }),
  });
  const planned = await planProject(project, against === undefined ? {} : { against });
  return planned.ok
    ? {
        messages: planned.value.plan.changes.map(({ message }) => message),
        before: planned.value.before.source,
        notes: planned.value.notes,
        errors: [],
      }
    : {
        messages: [],
        before: undefined,
        notes: [],
        errors: planned.diagnostics.map(({ message }) => message),
      };
}

const benGets = "ben gets an account on mini (uid 1001).";

describe("the plan against a commit", () => {
  it("of a declaration that is data says what changed since", async () => {
    const folder = committed({ "fleet.config.json": jsonOf(["ada"]) });
    writeFiles(folder, { "fleet.config.json": jsonOf(["ada", "ben"]) });
    expect(await planOf(folder)).toEqual({
      messages: [benGets],
      before: "declaration",
      notes: [],
      errors: [],
    });
  });

  it("of a script runs that of the commit, with its own modules", async () => {
    const folder = committed({ "fleet.config.ts": script(["ada"]), "people.ts": people });
    writeFiles(folder, {
      "fleet.config.ts": script(["ada", "ben"]),
      "people.ts": people.replace("uid: 1000", "uid: 1010"),
    });
    const { messages, before } = await planOf(folder);
    expect(before).toBe("declaration");
    expect(messages).toEqual([
      "The uid of ada on mini changes from 1000 to 1010; files keep the old one.",
      benGets,
    ]);
    expect(git(folder, "status", "--porcelain")).toBe(" M fleet.config.ts\n M people.ts\n");
  });

  it("of a script that needs a package takes that of the work tree", async () => {
    const config = `import { users } from "names";\n${jsonOf([]).replace(/^/, "export default ")}`;
    const folder = committed({
      ".gitignore": "node_modules\n",
      "fleet.config.mjs": config.replace('"users":[]', '"users":users'),
    });
    writeFiles(folder, {
      "node_modules/names/package.json":
        '{ "name": "names", "type": "module", "exports": "./index.js" }',
      "node_modules/names/index.js": 'export const users = ["ada"];\n',
      "fleet.config.mjs": `import { users } from "names";\n${jsonOf([]).replace(/^/, "export default ").replace('"users":[]', '"users":[...users, "ben"]')}`,
    });
    expect(await planOf(folder)).toMatchObject({ messages: [benGets], before: "declaration" });
  });

  it("takes the fleet.json where the script of the commit throws, and says so", async () => {
    const folder = testRepository({ ...base, "fleet.config.json": jsonOf(["ada"]) });
    const { PATH, HOME } = process.env;
    const project = await openProject(nodeWorld({ folder, environment: { PATH, HOME } }));
    const fleetJson = project.files().find(({ path }) => path === "fleet.json")?.contents ?? "";
    rmSync(join(folder, "fleet.config.json"));
    writeFiles(folder, {
      "fleet.config.ts": 'throw new Error("no such thing");\n',
      "fleet.json": fleetJson,
    });
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message", "broken");
    writeFiles(folder, { "fleet.config.ts": script(["ada", "ben"]), "people.ts": people });
    const { messages, before, notes } = await planOf(folder);
    expect(before).toBe("fleet.json");
    expect(messages).toEqual([benGets]);
    expect(notes.join()).toMatch(
      /^Known from its fleet\.json alone: its config cannot be used \(.*no such thing/,
    );
  });

  it("is none where nothing tells what was", async () => {
    const folder = committed({ "fleet.config.json": "{" });
    writeFiles(folder, { "fleet.config.json": jsonOf(["ada"]) });
    const { errors } = await planOf(folder);
    expect(errors.join()).toMatch(
      /^What the fleet was there cannot be told: its config cannot be used/,
    );
  });

  it("runs no script where that is not wanted", async () => {
    const folder = committed({ "fleet.config.ts": 'throw new Error("run");\n' });
    expect((await planOf(folder, { isDataOnly: true })).errors).toEqual([]);
    writeFiles(folder, { "fleet.json": '{ "version": 1, "hosts": {} }' });
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message", "outputs");
    const { before, notes } = await planOf(folder, { isDataOnly: true });
    expect(before).toBe("fleet.json");
    expect(notes.join("\n")).toContain("its config is a script, and was not run");
  });

  it("says that all is new where there is no commit, or no fleet in it", async () => {
    const young = testRepository({ ...base, "fleet.config.json": jsonOf(["ada"]) });
    expect(await planOf(young)).toMatchObject({
      messages: expect.arrayContaining(["mini is new (x86_64-linux, for ada)."]),
      before: "nothing",
      notes: ["There is no commit yet: everything is new."],
    });
    const other = committed({});
    writeFiles(other, { "fleet.config.json": jsonOf(["ada"]) });
    expect(await planOf(other)).toMatchObject({
      before: "nothing",
      notes: ["There is no fleet in this folder there: everything is new."],
    });
  });

  it("finds a fleet in a folder of the repository", async () => {
    const folder = testRepository({ "README.md": "" });
    const inside = Object.entries({ ...base, "fleet.config.json": jsonOf(["ada"]) });
    writeFiles(folder, Object.fromEntries(inside.map(([path, text]) => [`sub/${path}`, text])));
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message", "all");
    writeFiles(folder, { "sub/fleet.config.json": jsonOf(["ada", "ben"]) });
    expect(await planOf(folder, { root: "sub" })).toMatchObject({ messages: [benGets] });
  });

  it("follows links of the commit", async () => {
    const folder = testRepository({ ...base, "real.json": jsonOf(["ada"]) });
    const { symlinkSync } = await import("node:fs");
    symlinkSync("real.json", join(folder, "fleet.config.json"));
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message", "all");
    writeFiles(folder, { "real.json": jsonOf(["ada", "ben"]) });
    expect(await planOf(folder)).toMatchObject({ messages: [benGets], before: "declaration" });
  });

  it.each([
    ["--upload-pack=touch x", "is no revision"],
    ["", "is no revision"],
    ["a\nb", "is no revision"],
    ["nowhere", "There is no commit"],
    ["HEAD:fleet.config.json", "There is no commit"],
    ["HEAD:hosts", "There is no commit"],
    ["HEAD~5", "There is no commit"],
  ])("takes %j for none", async (against, message) => {
    const folder = committed({ "fleet.config.json": jsonOf(["ada"]) });
    expect((await planOf(folder, { against })).errors.join()).toContain(message);
  });

  it("takes branches, tags and ids", async () => {
    const folder = committed({ "fleet.config.json": jsonOf(["ada"]) });
    git(folder, "tag", "first");
    const id = git(folder, "rev-parse", "HEAD").trim();
    writeFiles(folder, { "fleet.config.json": jsonOf(["ada", "ben"]) });
    git(folder, "commit", "--quiet", "--all", "--message", "ben");
    expect((await planOf(folder)).messages).toEqual([]);
    for (const against of ["first", id, id.slice(0, 8), "HEAD~1", "@{-0}"].slice(0, 4)) {
      expect((await planOf(folder, { against })).messages).toEqual([benGets]);
    }
  });

  it("says of a shallow clone how to get the other commits", async () => {
    const folder = committed({ "fleet.config.json": jsonOf(["ada"]) });
    writeFiles(folder, { "fleet.config.json": jsonOf(["ada", "ben"]) });
    git(folder, "commit", "--quiet", "--all", "--message", "ben");
    const clone = join(testdir(), "clone");
    git(folder, "clone", "--quiet", "--depth", "1", `file://${folder}`, clone);
    const world = nodeWorld({
      folder: clone,
      environment: { PATH: process.env["PATH"], HOME: clone },
    });
    const planned = await planProject(await openProject(world), { against: "HEAD~1" });
    expect(planned.diagnostics[0]?.help).toContain("git fetch --unshallow");
  });

  it("is none without a repository", async () => {
    const folder = testdir({ ...base, "fleet.config.json": jsonOf(["ada"]) });
    expect((await planOf(folder)).errors.join()).toContain("is in no git repository");
  });

  it("is none of a declaration with errors, which are its own to report", async () => {
    const folder = committed({ "fleet.config.json": jsonOf(["ada"]) });
    writeFiles(folder, { "fleet.config.json": jsonOf(["nobody"]) });
    expect(await planOf(folder)).toMatchObject({ before: undefined, errors: [] });
  });

  it("says that a merge is under way", async () => {
    const folder = committed({ "fleet.config.json": jsonOf(["ada"]), "a.txt": "a\n" });
    git(folder, "checkout", "--quiet", "-b", "other");
    writeFiles(folder, { "a.txt": "b\n" });
    git(folder, "commit", "--quiet", "--all", "--message", "b");
    git(folder, "checkout", "--quiet", "-");
    writeFiles(folder, { "a.txt": "c\n" });
    git(folder, "commit", "--quiet", "--all", "--message", "c");
    expect(() => git(folder, "merge", "other")).toThrow();
    expect((await planOf(folder)).notes).toEqual([
      "A merge is under way: what is not merged yet may still change.",
    ]);
  });
});
