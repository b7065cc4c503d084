import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";
import { git, testdir, testRepository, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { readDiagnostics } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";
import { smallFleet, smallModules } from "./small-fleet.ts";

const generate = async (folder: string, ...args: string[]) =>
  await runFleet(folder, ["generate", ...args]);
const readFleet = (folder: string) => readFileSync(join(folder, "fleet.json"), "utf8");
const hostIds = (count: number) => Array.from({ length: count }, (_, index) => `h${index}`);
const largeConfig = (count: number) => {
  const host = { system: "x86_64-linux", stateVersion: "24.05", users: ["keith"] };
  const hosts = Object.fromEntries(hostIds(count).map((id) => [id, host]));
  return `export default ${JSON.stringify({ users: { keith: { fullName: "Keith" } }, hosts })};\n`;
};
const largeFleet = (count: number) => ({
  ...Object.fromEntries(hostIds(count).map((id) => [`hosts/${id}.nix`, "{ }\n"])),
  "fleet.config.ts": largeConfig(count),
  "users/keith.nix": "{ }\n",
});

describe("fleet generate", () => {
  it("writes fleet.json and says who is where", async () => {
    const folder = testRepository(smallFleet);
    const run = await generate(folder);
    expect(run.status).toBe(0);
    expect(run.stdout).toBe(
      "Created fleet.json\nCreated fleet.lock.json\n\nmini  NixOS  keith (admin)\n\n1 host, 1 user, 1 account, 1 admin\n",
    );
    expect(JSON.parse(readFleet(folder))).toMatchObject({
      version: 1,
      hosts: { mini: { accounts: { keith: { uid: 1000, isAdmin: true } } } },
    });
  });

  it("tells to add what it wrote to git", async () => {
    const folder = testRepository(smallFleet);
    const { stderr } = await generate(folder);
    expect(stderr).toContain("help: For both, run: git add -- fleet.json fleet.lock.json\n");
    git(folder, "add", "fleet.json", "fleet.lock.json");
    expect((await generate(folder)).stderr).toBe("");
  });

  it("touches nothing the second time", async () => {
    const folder = testRepository(smallFleet);
    await generate(folder);
    const text = readFleet(folder);
    utimesSync(join(folder, "fleet.json"), 1, 1);
    expect((await generate(folder)).stdout).toMatch(/^Unchanged fleet\.json\n/);
    expect(statSync(join(folder, "fleet.json")).mtimeMs).toBe(1000);
    expect(readFleet(folder)).toBe(text);
    expect(readdirSync(folder).sort()).toEqual([
      ".git",
      "fleet.config.ts",
      "fleet.json",
      "fleet.lock.json",
      "hosts",
      "users",
    ]);
  });

  it("brings a changed config's file up to date and keeps its mode", async () => {
    const folder = testRepository(smallFleet);
    await generate(folder);
    chmodSync(join(folder, "fleet.json"), 0o640);
    const config = smallFleet["fleet.config.ts"]?.toString().replace("1000", "1005") ?? "";
    writeFiles(folder, { "fleet.config.ts": config });
    expect((await generate(folder)).stdout).toMatch(/^Updated fleet\.json\n/);
    expect(readFleet(folder)).toContain('"uid": 1005');
    expect(statSync(join(folder, "fleet.json")).mode & 0o777).toBe(0o640);
  });

  it("writes nothing when there are errors", async () => {
    const folder = testRepository({ ...smallFleet, "hosts/mini.nix": "{ }" });
    writeFiles(folder, { "fleet.config.ts": "export default { users: {}, hosts: { mini: {} } };" });
    const run = await generate(folder);
    expect(run.status).toBe(1);
    expect(run.stdout).toBe("");
    expect(run.stderr).toMatch(/Nothing was written\.\n$/);
    expect(existsSync(join(folder, "fleet.json"))).toBe(false);
  });

  it("puts an index beside a large fleet, and removes it when the fleet is small again", async () => {
    const folder = testRepository(largeFleet(60));
    expect((await generate(folder)).stdout).toMatch(
      /^Created fleet\.index\.json\nCreated fleet\.json\n/,
    );
    writeFiles(folder, { "fleet.config.ts": largeConfig(3) });
    expect((await generate(folder)).stdout).toMatch(
      /^Removed fleet\.index\.json\nUpdated fleet\.json\n/,
    );
    expect(existsSync(join(folder, "fleet.index.json"))).toBe(false);
  });

  it("starts from the folder that --root names, or from the nearest above", async () => {
    const folder = testRepository({ ...smallFleet, "deep/down/a.txt": "" });
    expect((await generate(join(folder, "deep", "down"))).stdout).toMatch(
      /^Created \.\.\/\.\.\/fleet\.json\n/,
    );
    expect((await runFleet("/", ["generate", "--root", folder])).stdout).toMatch(
      /^Unchanged .*fleet\.json\n/,
    );
  });

  it("needs no git", async () => {
    const run = await generate(testdir(smallFleet));
    expect(run).toMatchObject({ status: 0, stderr: "" });
  });
});

describe("fleet generate --check", () => {
  it("ends with 0 where all is up to date, and with 1 and a difference where not", async () => {
    const folder = testRepository(smallFleet);
    expect(await generate(folder, "--check")).toMatchObject({
      status: 1,
      stdout: "Missing: would create fleet.json\nMissing: would create fleet.lock.json\n",
    });
    await generate(folder);
    expect(await generate(folder, "--check")).toMatchObject({
      status: 0,
      stdout: "Up to date: fleet.json\nUp to date: fleet.lock.json\n",
    });
    const text = readFleet(folder);
    writeFiles(folder, { "users/keith/mini.nix": "{ }\n" });
    git(folder, "add", "--all");
    const run = await generate(folder, "--check");
    expect(run.status).toBe(1);
    expect(run.stdout).toMatch(/^--- a\/fleet\.json\n\+\+\+ b\/fleet\.json\n@@ /);
    expect(run.stdout).toContain('+                "path": "users/keith/mini.nix"');
    expect(readFleet(folder)).toBe(text);
  });
});

describe("the difference of a large fleet", () => {
  it("shows what changed on a host, and no digest and nothing of the index", async () => {
    const hosts = (tags: string) =>
      hostIds(60)
        .map((id) => `  ${id}: { system: x86_64-linux, users: [keith], tags: [${tags}] }\n`)
        .join("");
    const config = (last: string) =>
      `users: { keith: { fullName: Keith, isAdmin: true } }\ndefaults: { stateVersion: "24.05" }\nhosts:\n${hosts("a")}  zed: { system: x86_64-linux, users: [keith], tags: [${last}] }\n`;
    const modules = Object.fromEntries(
      [...hostIds(60), "zed"].map((id) => [`hosts/${id}.nix`, "{ }\n"]),
    );
    const folder = testRepository({
      ...modules,
      "users/keith.nix": "{ }\n",
      "fleet.config.yaml": config("a"),
    });
    await generate(folder);
    writeFiles(folder, { "fleet.config.yaml": config("b") });
    const { stdout } = await generate(folder, "--check");
    const changed = stdout.split("\n").filter((line) => /^[-+] /.test(line));
    expect(changed).toEqual(['-        "a"', '+        "b"']);
    writeFiles(folder, { "fleet.config.yaml": `# a remark\n${config("a")}` });
    expect((await generate(folder, "--check")).stdout).toMatch(
      /^fleet\.json differs in nothing but the digests/,
    );
  });
});

describe("fleet generate --dry-run", () => {
  it("says what would be done, and does nothing", async () => {
    const folder = testRepository(smallFleet);
    const run = await generate(folder, "--dry-run");
    expect(run.status).toBe(0);
    expect(run.stdout).toMatch(/^Missing: would create fleet\.json\n/);
    expect(existsSync(join(folder, "fleet.json"))).toBe(false);
  });
});

describe("fleet generate --json", () => {
  it("lists the files and what was done with them", async () => {
    const folder = testRepository(smallFleet);
    expect(JSON.parse((await generate(folder, "--json")).stdout)).toMatchObject({
      version: 1,
      ok: true,
      summary: { errors: 0, warnings: 2 },
      written: true,
      files: [
        { path: "fleet.json", change: "created" },
        { path: "fleet.lock.json", change: "created" },
      ],
    });
    expect(JSON.parse((await generate(folder, "--json", "--check")).stdout)).toMatchObject({
      written: false,
      files: [
        { path: "fleet.json", change: "unchanged" },
        { path: "fleet.lock.json", change: "unchanged" },
      ],
    });
  });
});

describe("a generated file that was edited by hand", () => {
  it("is not overwritten without --force", async () => {
    const folder = testRepository(smallFleet);
    await generate(folder);
    const edited = readFleet(folder).replace('"uid": 1000', '"uid": 1001');
    writeFiles(folder, { "fleet.json": edited });
    const run = await generate(folder, "--json");
    expect(run.status).toBe(1);
    expect(readDiagnostics(run)).toMatchObject([{ code: "cli/edited-file", file: "fleet.json" }]);
    expect(readFleet(folder)).toBe(edited);
    expect((await generate(folder, "--force")).status).toBe(0);
    expect(readFleet(folder)).toContain('"uid": 1000');
  });

  it.each([
    ["that fleet did not write", "{}\n", /was not written by fleet/],
    [
      "with the marks of a merge",
      '{\n  "generated": "sha256-%",\n<<<<<<< HEAD\n',
      /merge conflict/,
    ],
  ])("is kept apart from one %s", async (_, text, message) => {
    const contents = text.replace("%", "0".repeat(64));
    const folder = testRepository({ ...smallFleet, "fleet.json": contents });
    const run = await generate(folder);
    expect(run.status).toBe(1);
    expect(run.stderr).toMatch(message);
    expect(readFleet(folder)).toBe(contents);
  });

  it("is none where only the layout or the line ends changed", async () => {
    const folder = testRepository(smallFleet);
    await generate(folder);
    writeFiles(folder, { "fleet.json": JSON.stringify(JSON.parse(readFleet(folder)), null, 4) });
    expect((await generate(folder)).stdout).toMatch(/^Updated fleet\.json\n/);
    writeFiles(folder, { "fleet.json": readFleet(folder).replaceAll("\n", "\r\n") });
    expect((await generate(folder)).stdout).toMatch(/^Unchanged fleet\.json\n/);
  });
});

describe("the place that is written to", () => {
  it("may be a link inside of the fleet's folder", async () => {
    const folder = testRepository({ ...smallFleet, "generated/fleet.json": "" });
    symlinkSync("generated/fleet.json", join(folder, "fleet.json"));
    expect((await generate(folder, "--force")).status).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, "generated/fleet.json"), "utf8"))).toMatchObject({
      version: 1,
    });
  });

  it("is never a link out of it, nor a folder", async () => {
    const outer = testdir({ "target.json": "mine" });
    const folder = testRepository(smallFleet);
    symlinkSync(join(outer, "target.json"), join(folder, "fleet.json"));
    expect((await generate(folder, "--force")).status).toBe(2);
    expect(readFileSync(join(outer, "target.json"), "utf8")).toBe("mine");
    const other = testRepository({ ...smallFleet, "fleet.json/a": "" });
    expect((await generate(other, "--force")).stderr).toContain("is no regular file");
  });

  it("holds one whole result after several runs at once", async () => {
    const folder = testRepository(largeFleet(60));
    const run = () =>
      new Promise((resolve) => {
        const main = join(import.meta.dirname, "..", "src", "main.ts");
        const args = ["--conditions=@fleet/source", main, "generate", "--root", folder];
        spawn(process.execPath, args, { stdio: "ignore" }).on("exit", resolve);
      });
    expect(await Promise.all([run(), run(), run()])).toEqual([0, 0, 0]);
    const { size } = JSON.parse(readFileSync(join(folder, "fleet.index.json"), "utf8"));
    expect(size).toBe(statSync(join(folder, "fleet.json")).size);
    expect(readdirSync(folder).filter((name) => name.endsWith("tmp"))).toEqual([]);
  });
});

describe("a fleet without its modules", () => {
  it("gets every diagnostic at once, in the order of their places", async () => {
    const config = `export default {
  users: { keith: { fullName: "Keith", uid: 12 }, "-x": { fullName: "X" } },
  hosts: { mini: { system: "x86_64-linux", users: ["kieth"], stateVersion: "24.05" } },
};\n`;
    const run = await generate(
      testRepository({ ...smallModules, "fleet.config.ts": config }),
      "--json",
    );
    expect(run.status).toBe(1);
    const lines = config.split("\n");
    const position = (line: number, text: string) => ({
      line,
      column: (lines[line - 1]?.indexOf(text) ?? -1) + 1,
    });
    expect(readDiagnostics(run)).toMatchObject([
      { place: "users.keith.uid", ...position(2, "uid") },
      { place: 'users["-x"]', ...position(2, '"-x"') },
      { code: "core/unknown-user", place: "hosts.mini.users[0]", ...position(3, '"kieth"') },
    ]);
  });
});
