import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { renderSafeJson, showLine, showText } from "../../src/text/terminal-text.ts";

const hostile = /[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029\ufeff]/u;
const anyText = fc.string({ unit: "binary" });

describe("text for a terminal", () => {
  it.prop([anyText])("holds no control, direction or half characters", (text) => {
    expect(showText(text).replaceAll("\n", "")).not.toMatch(hostile);
    expect(showLine(text)).not.toMatch(hostile);
  });

  it.prop([fc.string({ unit: fc.constantFrom("a", "ä", "✓", "日", "🙂", " ", "\\") })])(
    "is what it was where nothing in it does harm",
    (text) => {
      expect(showText(text)).toBe(text);
    },
  );

  it("shows what was hidden", () => {
    expect(showText("a\u001b[2J\r\n\u202eb\u0000")).toBe("a\\u{1b}[2J\\u{d}\n\\u{202e}b\\u{0}");
    expect(showLine("a\nb")).toBe("a\\u{a}b");
  });
});

describe("JSON for a terminal", () => {
  it.prop([fc.jsonValue()])("means the same", (value) => {
    expect(JSON.parse(renderSafeJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
  });

  it.prop([anyText])("is plain to a terminal", (text) => {
    expect(renderSafeJson({ text }).replaceAll("\n", "")).not.toMatch(hostile);
  });
});
