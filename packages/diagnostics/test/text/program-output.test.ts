import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { cleanOutput } from "../../src/text/program-output.ts";

describe("what another program printed", () => {
  it.each([
    ["\u001b[31;1merror:\u001b[0m x", "error: x"],
    ["\u001b]8;;http://example.org\u0007link\u001b]8;;\u0007", "link"],
    ["a\rb\u0007\u0000", "a\\u{d}b\\u{7}\\u{0}"],
    ["two\nlines\tand a tab", "two\nlines\tand a tab"],
    ["\u009b31m", ""],
    ["abc\u202egnp.exe", "abc\\u{202e}gnp.exe"],
    ["ü 😀", "ü 😀"],
  ])("%j is shown as %j", (text, shown) => {
    expect(cleanOutput(text)).toBe(shown);
  });

  it.prop([fc.string({ unit: "binary" })])("holds no control character", (text) => {
    expect(cleanOutput(text)).not.toMatch(/(?![\n\t])[\p{Cc}\p{Bidi_Control}]/u);
  });
});
