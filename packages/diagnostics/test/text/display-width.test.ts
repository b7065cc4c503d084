import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { displayWidth, padToWidth } from "../../src/text/display-width.ts";
import { showLine } from "../../src/text/terminal-text.ts";

describe("the width of a text", () => {
  it.each([
    { what: "nothing", text: "", width: 0 },
    { what: "plain letters", text: "fleet", width: 5 },
    { what: "letters of Latin-1", text: "Käthe", width: 5 },
    { what: "wide characters", text: "日本語", width: 6 },
    { what: "full-width letters", text: "ＡＢ", width: 4 },
    { what: "half-width katakana", text: "ｱｲ", width: 2 },
    { what: "Hangul", text: "한글", width: 4 },
    { what: "a combining mark", text: "e\u0301", width: 1 },
    { what: "an emoji", text: "🙂", width: 2 },
    { what: "an emoji with a skin tone", text: "👍🏽", width: 2 },
    { what: "a family of emoji", text: "👨‍👩‍👧", width: 2 },
    { what: "a flag", text: "🇩🇪", width: 2 },
    { what: "a heart that is shown as an emoji", text: "❤\ufe0f", width: 2 },
    { what: "Greek, of ambiguous width", text: "αβγ", width: 3 },
    { what: "an ellipsis, of ambiguous width", text: "…", width: 1 },
    { what: "an escaped control character", text: showLine("\u001b[2J"), width: 9 },
    { what: "an escaped tab", text: showLine("\t"), width: 5 },
  ])("is $width for $what", ({ text, width }) => {
    expect(displayWidth(text)).toBe(width);
  });

  it.prop([fc.string({ unit: "grapheme-ascii" })])("is the length of plain text", (text) => {
    expect(displayWidth(text)).toBe(text.length);
  });
});

describe("padding", () => {
  it.prop([fc.string({ unit: fc.constantFrom("a", "ä", "日", "🙂", "e\u0301") }), fc.nat(30)])(
    "fills a text up to a width, and never cuts it",
    (text, width) => {
      const padded = padToWidth(text, width);
      expect(padded.startsWith(text)).toBe(true);
      expect(displayWidth(padded)).toBe(Math.max(width, displayWidth(text)));
    },
  );
});
