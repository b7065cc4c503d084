import { describe, expect, it } from "vitest";
import { inspectTokens } from "../../src/yaml/yaml-tokens.ts";

const problemOf = (text: string) => inspectTokens(text).problem?.problem;

describe("a YAML text", () => {
  it.each([
    "a: b\n",
    'a: "\\x41\\u00e9\\U0001F600\\n\\\\\\""\n',
    "? a\n: b\n",
    "x:\n  ? |-\n    a\n    b\n  : c\n",
    "a: !!binary aGVsbG8=\n",
    "m:\n    !!merge <<:\n        a: b\n",
    "a: |\n  ? x\n   : y\n",
  ])("that all readers take for the same has no problem: %j", (text) => {
    expect(problemOf(text)).toBeUndefined();
  });

  it.each([
    ['a: "\\/"', /escape/],
    ['a: "\\ud800"', /escape/],
    ['a: "\\U0000dfff"', /escape/],
    ['"\\q": b', /escape/],
    ["a: !!binary '%'", /bytes/],
    ["a: !!binary abc", /bytes/],
    ["? a\n : b", /colon/],
    ["a: &x b", /anchor/],
    ["a: *x", /alias/],
    ["!!str a: b", /tag/],
    ["%YAML 1.2\n---\na: b", /directive/],
    ["a: b\n...\n", /end of a document/],
  ])("with %j has one", (text, problem) => {
    expect(problemOf(text)).toMatch(problem);
  });

  it("says where its comments are", () => {
    const { comments } = inspectTokens("# a\nb: |\n  # no\n  x\nc: d # e\n#\n");
    expect(comments.map(({ text, line }) => [text, line])).toEqual([
      [" a", 1],
      [" e", 5],
      ["", 6],
    ]);
  });
});
