import { describe, expect, it } from "vitest";
import { escapeUnits, renderSafeJson } from "../../src/text/terminal-text.ts";

describe("JSON for a terminal", () => {
  it.each([
    ["a sign that turns the direction", "\u202e", "\\u202e"],
    ["a line separator", "\u2028", "\\u2028"],
    ["a control sign of eight bits", "\u009b", "\\u009b"],
    ["an escape", "\u001b", "\\u001b"],
  ])("holds %s as an escape, with the same meaning", (_, sign, escaped) => {
    const text = renderSafeJson({ a: `x${sign}y` });
    expect(text).toBe(`{\n  "a": "x${escaped}y"\n}`);
    expect(JSON.parse(text)).toEqual({ a: `x${sign}y` });
  });
});

it("a character beyond the basic plane is escaped as its two units", () => {
  expect(escapeUnits("\u{1f600}")).toBe("\\ud83d\\ude00");
  expect(escapeUnits("\u0007")).toBe("\\u0007");
});
