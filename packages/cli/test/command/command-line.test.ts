import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { testdir } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { readCommandLine } from "../../src/command/command-line.ts";
import { commands } from "../../src/command/command-table.ts";
import { renderHelp } from "../../src/command/help.ts";
import { runFleet } from "../run-fleet.ts";

const read = (line: string) => readCommandLine(line === "" ? [] : line.split(" "));

describe("a command line", () => {
  it.each([
    ["generate --check --root systems", { check: true, root: "systems" }],
    ["--root systems generate --check", { check: true, root: "systems" }],
    ["--root=systems --check generate", { check: true, root: "systems" }],
    ["generate", {}],
  ])("gives its command its options: %s", (line, options) => {
    const request = read(line);
    if (request.kind !== "command") throw new Error(request.kind);
    expect(request.command.name).toBe("generate");
    expect(Object.fromEntries(request.invocation.options)).toEqual(options);
  });

  it("gives all values of an option that is given several times", () => {
    const request = read("verify --host mini --host=travel");
    if (request.kind !== "command") throw new Error(request.kind);
    expect(request.invocation.lists.get("host")).toEqual(["mini", "travel"]);
  });

  it("hands on what stands behind two dashes", () => {
    const request = read("check -v -- --impure x");
    expect(request).toMatchObject({
      kind: "command",
      invocation: { operands: [], passedOn: ["--impure", "x"] },
    });
  });

  it.each([
    ["--help", undefined],
    ["-h", undefined],
    ["help", undefined],
    ["", undefined],
    ["help check", "check"],
    ["check --help", "check"],
    ["check --nope -h", "check"],
  ])("asks for help: %j", (line, name) => {
    const request = read(line);
    if (request.kind !== "help") throw new Error(request.kind);
    expect(request.command?.name).toBe(name);
  });

  it.each([
    ["secrets", "secrets"],
    ["secrets --help", "secrets"],
    ["help secrets", "secrets"],
    ["help version", undefined],
    ["help help", undefined],
  ])("asks for the help of a group of commands, or of all: %j", (line, group) => {
    expect(read(line)).toEqual({ kind: "help", command: undefined, ...(group && { group }) });
  });

  it.each([
    ["help secrets sync", "help", "secrets sync"],
    ["secrets sync --help", "help", "secrets sync"],
    ["uids", "command", "uids"],
    ["uids list --json", "command", "uids"],
    ["uids free 1002", "command", "uids free"],
  ])("means a command by all of its words: %j", (line, kind, name) => {
    expect(read(line)).toMatchObject({ kind, command: { name } });
  });

  it("leaves the words of a name out of the arguments", () => {
    expect(read("uids list")).toMatchObject({ invocation: { operands: [] } });
    expect(read("uids free 1002")).toMatchObject({ invocation: { operands: ["1002"] } });
    expect(read("uids lists")).toMatchObject({ kind: "mistake" });
  });

  it.each(["--version", "-V", "check --version", "version"])("asks for the version: %s", (line) => {
    expect(read(line)).toEqual({ kind: "version" });
  });

  it.each([
    ["chekc", 'There is no command "chekc".', "Did you mean: fleet check"],
    ["frobnicate", 'There is no command "frobnicate".', /^Choose one of init, generate, /],
    ["help chekc", 'There is no command "chekc".', "Did you mean: fleet check"],
    ["secrets --json", '"secrets" is not all of a command.', /^Choose one of secrets status, /],
    ["secrets snyc", 'There is no command "secrets snyc".', "Did you mean: fleet secrets sync"],
    ["secret status", 'There is no command "secret".', "Did you mean: fleet secrets status"],
    ["sync", 'There is no command "sync".', "Did you mean: fleet secrets sync"],
    ["uid free 1002", 'There is no command "uid".', "Did you mean: fleet uids free"],
    ["version now", 'There is no command "version".', /^Choose one of init, generate, /],
    ["check --formt json", 'There is no option "--formt" here.', /^Did you mean --format\?/],
    ["check -x", 'There is no option "-x" here.', /^Choose one of --help, /],
    ["check --check", 'There is no option "--check" here.', /fleet check --help$/],
    ["check --format xml", '--format cannot be "xml".', /pretty, json, sarif, github/],
    ["verify --time-limit soon", '--time-limit cannot be "soon".', /number of seconds/],
    ["check --format", "--format needs a value: --format FORMAT.", /fleet check --help/],
    ["check --json=yes", "--json takes no value.", /fleet check --help/],
    ["check systems", 'Nothing is known about the argument "systems".', /--help/],
    ["--frobnicate", 'There is no option "--frobnicate" here.', /See: fleet --help/],
  ])("with a mistake is told what to write instead: %s", (line, message, help) => {
    expect(read(line)).toMatchObject({
      kind: "mistake",
      diagnostic: {
        message,
        help: typeof help === "string" ? help : expect.stringMatching(help),
      },
    });
  });
});

describe("the help", () => {
  it.each(commands.map(({ name }) => name))(
    "names every option of %s and fits a terminal",
    (name) => {
      const command = commands.find((candidate) => candidate.name === name);
      const text = renderHelp({ command });
      for (const option of command?.options ?? []) expect(text).toContain(`--${option.name}`);
      expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
    },
  );

  it.each(commands.map(({ name }) => name))(
    "lists the command %s, or the word it begins with",
    (name) => {
      const [word = name] = name.split(" ");
      expect(renderHelp({}).match(new RegExp(`^  ${word}  +\\w`, "gm"))).toHaveLength(1);
      expect(word === name || renderHelp({ group: word }).includes(`  ${name} `)).toBe(true);
    },
  );

  it("of all fits a terminal of 80 columns with few lines that are broken", () => {
    expect(renderHelp({}, 80).split("\n").length).toBeLessThan(40);
  });
});

describe("the help of a group", () => {
  it("lists its commands, and no others", () => {
    const text = renderHelp({ group: "secrets" });
    expect(text).toMatch(/^Usage: fleet secrets COMMAND/);
    expect(text.match(/^ {2}\w+ \w+/gm)).toEqual([
      "  secrets status",
      "  secrets sync",
      "  secrets rotate",
      "  secrets acknowledge",
      "  secrets adopt",
      "  secrets edit",
    ]);
  });

  it("stands behind that of a command which others begin with", () => {
    const uids = commands.find(({ name }) => name === "uids");
    expect(renderHelp({ command: uids })).toMatch(/See also:\n {2}uids free .*\n {2}uids merge /);
  });
});

const { version } = JSON.parse(
  readFileSync(fileURLToPath(new URL("../../package.json", import.meta.url)), "utf8"),
);

describe("the command", () => {
  it("prints the version and the help to its output", async () => {
    const folder = testdir();
    const stdout = `${version}\n`;
    expect(await runFleet(folder, ["--version"])).toMatchObject({ status: 0, stdout });
    expect(await runFleet(folder, ["--help"])).toMatchObject({ status: 0, stderr: "" });
  });

  it("ends with 2 and says what it can do when it is called without anything", async () => {
    const run = await runFleet(testdir(), []);
    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(run.stderr).toContain("Usage: fleet COMMAND");
  });

  it("reports a wrong command line in JSON where JSON was asked for", async () => {
    const run = await runFleet(testdir(), ["chekc", "--json"]);
    expect(run).toMatchObject({ status: 2, stderr: "" });
    expect(JSON.parse(run.stdout)).toMatchObject({
      ok: false,
      diagnostics: [{ code: "cli/unknown-command" }],
    });
  });

  it("prints the JSON Schema that the core publishes", async () => {
    const { stdout, status } = await runFleet(testdir(), ["schema"]);
    const path = fileURLToPath(import.meta.resolve("@fleet/core/schema.json"));
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync(path, "utf8")));
  });

  it("prints the schema of fleet.json, and the address of each in the package that has it", async () => {
    const folder = testdir();
    const fleetJson = await runFleet(folder, ["schema", "--for", "fleet.json"]);
    const published = fileURLToPath(import.meta.resolve("@fleet/codegen/fleet-json.schema.json"));
    expect(JSON.parse(fleetJson.stdout)).toEqual(JSON.parse(readFileSync(published, "utf8")));
    for (const [file, name] of [
      ["fleet.config", "core"],
      ["fleet.json", "codegen"],
    ] as const) {
      const { stdout } = await runFleet(folder, ["schema", "--for", file, "--address"]);
      const [, version, path] =
        /^https:\/\/cdn\.jsdelivr\.net\/npm\/(@\w+\/\w+@[\d.]+)\/(\S+)\n$/.exec(stdout) ?? [];
      const manifest = fileURLToPath(import.meta.resolve(`@fleet/${name}/package.json`));
      const owner = JSON.parse(readFileSync(manifest, "utf8"));
      expect(version).toBe(`${owner.name}@${owner.version}`);
      expect(owner.files).toContain(path?.split("/")[0]);
      expect(existsSync(join(dirname(manifest), path ?? ""))).toBe(true);
    }
  });
});
