import { describe, expect, it } from "vitest";
import { readNixCode } from "../../src/strays/nix-code.ts";
import { isTrue, listSettings } from "../../src/strays/nix-settings.ts";

describe("the code of a text in Nix", () => {
  it.each<[string, string, string]>([
    ["a comment to the end of the line", "a # b\nc", "a  \nc"],
    ["a comment between", "a /* b\n*/ c", "a   c"],
    ["a comment without an end", "a /* b", "a  "],
    ["what a string says", 'a "b # c" d', 'a "" d'],
    ["an escaped quote", String.raw`a "b \" c" d`, 'a "" d'],
    ["an indented string", "a '' b # c '' d", "a '''' d"],
    ["what is escaped in an indented string", `a '' ''' ''\${x} ''\\n '' d`, "a '''' d"],
    ["a dollar that is doubled", `a "$\${b}" d`, 'a "" d'],
  ])("is without %s", (_, text, code) => {
    expect(readNixCode(text).code).toBe(code);
  });

  it("holds what is put into strings, with strings and braces of its own", () => {
    expect(readNixCode(`"x \${f { a = "y"; }} z" # w`).code).toBe(`"\${f { a = ""; }}"  `);
    expect(readNixCode(`'' x \${f} z ''`).code).toBe(`''\${f}''`);
    expect(readNixCode("x' = ''a'';").code).toBe("x' = '''';");
  });

  it("is said with its strings", () => {
    expect(readNixCode('a "b # c" # d').said).toBe('a "b # c"  ');
  });

  it("is read in one go, even from what was made to be slow", () => {
    for (const part of ["/*", "${", '"', "''", "{ ", "a.", "a = { "]) {
      const text = part.repeat(30_000);
      expect(listSettings(readNixCode(text).code)).toEqual([]);
    }
  });
});

describe("what a text in Nix sets", () => {
  it("has the path of all around it", () => {
    const text = `{ lib, ... }: { a.b = 1; a = rec { c.d = true; }; x = lib.mkIf (y == z) { e = "f"; }; }`;
    expect(listSettings(readNixCode(text).code)).toEqual([
      { path: "a.b", value: "1" },
      { path: "a.c.d", value: "true" },
      { path: "a", value: "rec { c.d = true; }" },
      { path: "x.e", value: '""' },
      { path: "x", value: `lib.mkIf (y == z) { e = ""; }` },
    ]);
  });

  it.each<[string, boolean]>([
    ["true", true],
    ["lib.mkForce (true)", true],
    ["false", false],
    ["untrue", false],
    ["x == true && y", false],
  ])("is true as %s: %s", (value, expected) => {
    expect(isTrue({ path: "a", value })).toBe(expected);
  });
});
