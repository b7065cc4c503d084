import type { MemoryFiles } from "@fleet/project";
import { describe, expect, it } from "vitest";
import { findOwnTypes } from "../src/commands/editor.ts";
import { version } from "../src/start/standard-output.ts";
import { memoryFleet } from "./run-in-memory.ts";

const types = ".fleet/types/core.d.ts";
const own = `// The types of @fleet/core ${version}, for editors: …\n`;
const config = `export default {
  users: { keith: { fullName: "Keith", isAdmin: true, home: "none" } },
  hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["keith"] } },
};`;
const script = { "fleet.config.ts": config, "hosts/mini.nix": "{ }" };

/** A fleet whose command comes with types of its own. */
function open(files: MemoryFiles, folder = "/fleet") {
  return memoryFleet({ folder, files: { [findOwnTypes()]: own, ...files } });
}

describe("fleet editor", () => {
  it("says what it wrote, and the second time that all is there", async () => {
    const { fleet, read } = open(script);
    expect(await fleet("editor")).toEqual({
      status: 0,
      stdout:
        "Created .fleet/.gitignore\nCreated .fleet/types/core.d.ts\nCreated tsconfig.json\nCommit tsconfig.json. Git ignores .fleet: whoever clones the repository runs fleet editor once.\n",
      stderr: "",
    });
    expect(read(types)).toBe(own);
    expect((await fleet("editor", "--check")).status).toBe(0);
    expect((await fleet("editor")).stdout).toBe(
      "Unchanged .fleet/.gitignore\nUnchanged .fleet/types/core.d.ts\ntsconfig.json leads editors to it already.\n",
    );
  });

  it("writes nothing with --check and --dry-run; the former ends with 1", async () => {
    const { fleet, read } = open(script);
    const would =
      "Missing: would create .fleet/.gitignore\nMissing: would create .fleet/types/core.d.ts\nMissing: would create tsconfig.json\n";
    expect(await fleet("editor", "--check")).toEqual({ status: 1, stdout: would, stderr: "" });
    expect(await fleet("editor", "--dry-run")).toEqual({ status: 0, stdout: would, stderr: "" });
    expect(read(types)).toBeUndefined();
  });

  it("prints what settings of one's own have to say, and ends with 1 until they do", async () => {
    const { fleet, read, write } = open({ ...script, "tsconfig.json": "{ /* mine */ }" });
    const run = await fleet("editor");
    expect(run).toMatchObject({ status: 1, stderr: "" });
    expect(run.stdout).toContain("tsconfig.json is yours, and fleet does not change it.");
    const [, printed = ""] = run.stdout.split("It has to say:\n\n");
    expect(read("tsconfig.json")).toBe("{ /* mine */ }");
    write({ "tsconfig.json": `{ /* mine */\n${printed}}` });
    expect((await fleet("editor", "--check")).status).toBe(0);
  });

  it.each([
    ["fleet.config.yaml", (line: string) => `${line}\nusers: {}\n`],
    ["fleet.config.json", (line: string) => `{\n${line}\n"users": {} }`],
  ])("says the line that names the schema in %s, and that it is there", async (name, place) => {
    const { fleet, write } = open({ [name]: place("").replace(/^\n/, "") });
    const { status, stdout } = await fleet("editor");
    expect(status).toBe(1);
    write({ [name]: place(stdout.trimEnd().split("\n").at(-1) ?? "") });
    expect((await fleet("editor", "--check")).status).toBe(0);
    expect((await fleet("editor", "--json")).stdout).toContain('"kind": "right"');
  });

  it("names files from where it was started", async () => {
    const { fleet } = open({ "/fleet/fleet.config.ts": config, "x.nix": "" }, "/fleet/users");
    expect((await fleet("editor")).stdout).toContain("Created ../tsconfig.json\n");
  });

  it("says in JSON what was done, and what is left to do", async () => {
    const { fleet } = open({ ...script, "tsconfig.json": "{}" });
    const { status, stdout } = await fleet("editor", "--json");
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      written: true,
      config: "fleet.config.ts",
      files: [
        { path: ".fleet/.gitignore", change: "created" },
        { path: types, change: "created" },
      ],
      guide: {
        kind: "incomplete",
        file: "tsconfig.json",
        add: { compilerOptions: { paths: { "@fleet/core": [`./${types}`] } } },
        installed: null,
      },
    });
  });

  it("says that nothing is needed where the package is installed, and of which version it is", async () => {
    const manifest = "node_modules/@fleet/core/package.json";
    const { fleet, read } = open({ ...script, [manifest]: '{ "version": "9.0.0-x" }' });
    const run = await fleet("editor");
    expect(run).toEqual({
      status: 0,
      stdout: `@fleet/core is installed in node_modules: nothing is needed.\nIt is of version "9.0.0-x", and this command of "${version}".\n`,
      stderr: "",
    });
    expect(read("tsconfig.json")).toBeUndefined();
  });

  it("says that nothing is needed where settings lead elsewhere", async () => {
    const settings = { compilerOptions: { paths: { "@fleet/core": ["./own.d.ts"] } } };
    const files = { ...script, "own.d.ts": "", "tsconfig.json": JSON.stringify(settings) };
    const { stdout } = await open(files).fleet("editor");
    expect(stdout).toBe(
      "tsconfig.json leads @fleet/core to a file of your own: nothing is needed.\n",
    );
    const yaml = { "fleet.config.yaml": "# yaml-language-server: $schema=https://x.test/y\n" };
    expect((await open(yaml).fleet("editor")).stdout).toBe(
      "fleet.config.yaml names a schema of your own: nothing is needed.\n",
    );
  });

  it("ends with 2 where it cannot write, or there is no config", async () => {
    expect(await open({ ...script, ".fleet": "" }).fleet("editor")).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringContaining("cli/cannot-write"),
    });
    expect((await open({}).fleet("editor")).status).toBe(2);
    expect(JSON.parse((await open({}).fleet("editor", "--json")).stdout)).toMatchObject({
      ok: false,
    });
  });
});

describe("fleet check", () => {
  it("finds nothing in what fleet editor writes, and passes over its folder", async () => {
    const { fleet } = open({ ...script, ".fleet/hosts/stray.nix": "{ }" });
    await fleet("generate");
    const before = await fleet("check");
    await fleet("editor");
    expect(await fleet("check")).toEqual(before);
    expect(before.status).toBe(0);
  });

  it("warns of types of another version, until fleet editor has renewed them", async () => {
    const { fleet } = open({ ...script, [types]: own.replace(version, `${version}-x`) });
    await fleet("generate");
    expect((await fleet("check")).stdout).toContain("cli/types-version");
    await fleet("editor");
    expect((await fleet("check")).stdout).not.toContain("cli/types-version");
  });
});
