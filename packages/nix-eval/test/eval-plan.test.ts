import { describe, expect, it } from "vitest";
import { printAttrPath } from "../src/index.ts";
import { createRepository, flakeText, writeFiles } from "./support/flake.ts";
import { createEvaluator, createFolder, nixes } from "./support/nixes.ts";

const hostile = [
  "a.b",
  '"',
  'q"q',
  "\u0024{x}",
  "c^d",
  "ü#?% 😀",
  "",
  "n\nl",
  "--x",
  "..",
  "or",
  "1",
  "\\",
  "'",
  "__proto__",
  "a b",
  "%41",
  "*",
];

function declare(names: readonly string[]): string {
  return names
    .map((name, index) => `    ${printAttrPath(["hosts", name, "n"])} = ${index};`)
    .join("\n");
}

describe.each(nixes)("with %s", (_, nix) => {
  const { evaluate } = createEvaluator(nix);

  it("flake attributes are selected whatever they are called", async () => {
    const directory = createRepository({ "flake.nix": flakeText(declare(hostile)) });
    for (const [index, name] of hostile.entries()) {
      const found = await evaluate({ kind: "flake", directory, attribute: ["hosts", name, "n"] });
      expect({ name, found }).toMatchObject({ name, found: { ok: true, value: index } });
    }
  });

  it.each(["none", 'no"ne', ""])("that the flake has no output %j is told", async (name) => {
    const directory = createRepository({ "flake.nix": flakeText("    hosts.mini = 1;") });
    const { diagnostics } = await evaluate({
      kind: "flake",
      directory,
      attribute: ["hosts", name],
    });
    expect(diagnostics).toMatchObject([
      {
        code: "nix-eval/missing-attribute",
        message: `The flake has no output ${printAttrPath(["hosts", name])}.`,
      },
    ]);
  });

  it("a function is applied behind a name that the command line cannot hold", async () => {
    const directory = createRepository({ "flake.nix": flakeText('    hosts."\\"".x = 20;') });
    const request = {
      kind: "flake",
      directory,
      attribute: ["hosts", '"', "x"],
      apply: "n: n + 1 # one",
    } as const;
    expect(await evaluate(request)).toMatchObject({ value: 21 });
  });

  const prefix = "fleet #?%20 ü 'x' ";

  it("a flake may lie in a folder with a hostile name", async () => {
    const directory = createFolder(prefix);
    writeFiles(directory, { "flake.nix": flakeText("    a = 1;") });
    expect(await evaluate({ kind: "flake", directory, attribute: ["a"] })).toMatchObject({
      value: 1,
    });
  });

  it("a repository with a hostile name is evaluated, or Nix says that it cannot", async () => {
    const directory = createRepository({ "flake.nix": flakeText("    a = 1;") }, prefix);
    const found = await evaluate({ kind: "flake", directory, attribute: ["a"] });
    const isOld = nix.version.minor < 19;
    expect(found.ok).toBe(!isOld);
    if (isOld) expect(found.diagnostics[0]?.message).toContain("is not a valid URL");
  });

  it("no attribute, or one whose first name is a quote, needs a newer Nix or is selected", async () => {
    const directory = createRepository({ "flake.nix": flakeText('    "q\\"" = 1;') });
    const found = await evaluate({ kind: "flake", directory, attribute: ['q"'] });
    const isOld = nix.version.minor < 19;
    expect(found.diagnostics.map((d) => d.code)).toEqual(isOld ? ["nix-eval/unwritable-text"] : []);
    expect(found.ok).toBe(!isOld);
  });
});
