import { describe, expect, it } from "vitest";
import { readIniLines } from "../../src/formats/ini-lines.ts";

const valuesOf = (text: string) =>
  readIniLines(text).lines.flatMap((line) =>
    line.kind === "entry" ? [[line.key, line.value]] : [],
  );

describe("a line of INI", () => {
  it.each([
    ["a = b", "a", "b"],
    ["a    = b=c", "a", "b=c"],
    ["a = ", "a", ""],
    ["a = `b ; c`", "a", "b ; c"],
    ['a = """one\ntwo ; three\n"""', "a", "one\ntwo ; three\n"],
    ["`a:b` = c", "a:b", "c"],
    ["with blanks = c", "with blanks", "c"],
    ["ключ = c", "ключ", "c"],
  ])("that sops writes is read: %j", (text, key, value) => {
    expect(valuesOf(text)).toEqual([[key, value]]);
    expect(readIniLines(text).trouble).toBeUndefined();
  });

  it.each([
    '"a" = b',
    '"""a""" = b',
    "a: b",
    "a",
    "a = b\\",
    "a = `b",
    "a = `b` c",
    'a = """b',
    'a = """b""" c',
    "- = b",
    "\u00a0a = b",
    "\ta = b",
    " a = b",
    "[a] b",
    "[a",
    'a =  """',
    "a = b ",
    "a = b\\ ",
    "a =  `b`",
    "a = \u00a0b",
    "a=b",
    "a = b\r",
    "a = b\u2028",
    "a\u0000 = b",
    "\ufeffa = b",
  ])("in any other form is not: %j", (text) => {
    expect(readIniLines(text).trouble?.problem).toMatch(/another way|control character/);
  });

  it("that is a comment or a section begins no value of several lines", () => {
    for (const opening of ['; x = """', '# x = """', '[x = """]']) {
      const { lines } = readIniLines(`${opening}\n[sops]\n; """\n`);
      expect(lines).toContainEqual({ kind: "section", name: "sops", line: 2 });
    }
  });

  it("has its number, behind a value of several lines too", () => {
    const { lines } = readIniLines('a = """x\ny"""\n\n; c\n[s]\n');
    expect(lines.map(({ line }) => line)).toEqual([1, 4, 5]);
  });
});
