import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { quote } from "../../src/text/quotation.ts";

describe("quoted values", () => {
  it.each([
    ["keith", '"keith"'],
    ['a"b\n', '"a\\"b\\n"'],
    ["\u001b[31m", '"\\u001b[31m"'],
    ["\u009b31m", '"\\u009b31m"'],
    ["a\u202eb\u2066c\u200d", '"a\\u202eb\\u2066c\\u200d"'],
    ["\u{e0041}", '"\\udb40\\udc41"'],
    [undefined, "undefined"],
    [24.05, "24.05"],
  ])("escape what a terminal would obey: %j", (value, expected) => {
    expect(quote(value)).toBe(expected);
  });

  it("are cut, but not in the middle of a character", () => {
    const cut = quote(`${"x".repeat(115)}😀${"y".repeat(50)}`);
    expect(cut).toBe(`"${"x".repeat(115)}…`);
    expect(cut.isWellFormed()).toBe(true);
  });

  it("do not show private keys", () => {
    expect(quote("AGE-SECRET-KEY-1QQQQ")).not.toContain("QQQQ");
    expect(quote("-----BEGIN OPENSSH PRIVATE KEY-----\nQQQQ")).not.toContain("QQQQ");
  });

  test.prop([fc.string({ unit: "binary" })])("are of printable characters", (value) => {
    expect(quote(value)).toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]{2,140}$/u);
  });
});
