import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { nearestName, quote, suggestName } from "../src/suggestion.ts";

describe("nearest names", () => {
  it.each([
    ["kieth", "keith"],
    ["Keith", "keith"],
    ["mnii", "mini"],
    ["hardwre", "hardware"],
    ["extragroups", "extraGroups"],
  ])("takes %j for %j", (wrong, meant) => {
    expect(nearestName(wrong, ["traci", "mini", "hardware", "extraGroups", "keith"])).toBe(meant);
  });

  it.each(["", "xyz", "laptop", "x".repeat(10_000)])("takes %.10j for nothing", (wrong) => {
    expect(nearestName(wrong, ["keith", "traci", "mini"])).toBeUndefined();
  });

  test.prop([fc.string(), fc.array(fc.string())])("are one of the choices", (wrong, choices) => {
    const nearest = nearestName(wrong, choices);
    if (nearest !== undefined) expect(choices).toContain(nearest);
  });
});

describe("suggestions", () => {
  it("name the likely choice", () => {
    expect(suggestName("kieth", ["keith", "traci"], "user")).toBe('Did you mean "keith"?');
  });

  it("list the choices where none is likely, twelve at the most", () => {
    const choices = Array.from({ length: 14 }, (_, index) => `u${index}`);
    expect(suggestName("somebody", ["keith"], "user")).toBe('Choose one of "keith".');
    expect(suggestName("somebody", choices, "user")).toMatch(/"u11" and 2 more\.$/);
  });

  it("say so where there is nothing to choose", () => {
    expect(suggestName("gaming", [], "feature")).toBe("There is no feature to choose from yet.");
  });
});

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
