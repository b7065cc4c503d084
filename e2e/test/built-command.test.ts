import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "acorn";
import { describe, expect, it } from "vitest";
import { root, run, scratchFolder } from "./support/command.ts";

const dist = join(root, "packages", "cli", "dist");
const main = join(dist, "main.js");

/** Says on stderr which files of the command were loaded. */
const listLoaded = `import { registerHooks } from "node:module";
registerHooks({
  load: (url, context, next) => {
    if (url.startsWith("file:")) process.stderr.write("loaded " + url + "\\n");
    return next(url, context);
  },
});`;

/** The files of the command that a command line loads, and what it says. */
function start(...args: readonly string[]): { loaded: string[]; stdout: string; stderr: string } {
  const hook = `data:text/javascript,${encodeURIComponent(listLoaded)}`;
  const folder = scratchFolder();
  const { stdout, stderr } = run(process.execPath, ["--import", hook, main, ...args], folder);
  const lines = stderr.split("\n");
  const loaded = lines.flatMap((line) => /^loaded .*\/(.*)$/.exec(line)?.[1] ?? []);
  return {
    loaded,
    stdout,
    stderr: lines.filter((line) => !line.startsWith("loaded ")).join("\n"),
  };
}

describe("the built command", () => {
  const front = ["main.js", "front.js"];

  it.each([
    [["--version"], /^\d+\.\d+\.\d+\n$/],
    [["--help"], /^fleet computes who has an account/],
    [["check", "--help"], /^Usage: fleet check/],
  ])("loads no command where none is run: %j", (args, expected) => {
    const { loaded, stdout } = start(...args);
    expect(stdout).toMatch(expected);
    expect(loaded).toEqual(front);
  });

  it("loads no command to say that there is none of that name", () => {
    const { loaded, stderr } = start("generat");
    expect(stderr).toContain("Did you mean: fleet generate");
    expect(loaded).toEqual(front);
  });

  it("runs a command that stands behind an option", () => {
    const { loaded, stdout } = start("--root", ".", "check", "--json");
    expect(stdout).toContain("cli/no-config");
    expect(loaded.slice(0, 2)).toEqual(front);
  });

  it("comes far enough on Node 12 to say that it needs a newer one", () => {
    // Node 12 knows the syntax of 2019, and import() besides.
    const source = readFileSync(main, "utf8").replaceAll("import(", "load(");
    const options = { ecmaVersion: 2019, sourceType: "module", allowHashBang: true } as const;
    expect(parse(source, options).body.map(({ type }) => type)).not.toContain("ImportDeclaration");
  });
});
