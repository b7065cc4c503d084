import { describe, expect, it } from "vitest";
import { renderCodeFrame } from "../../src/text/code-frame.ts";
import { displayWidth } from "../../src/text/display-width.ts";
import { choosePaint } from "../../src/text/paint.ts";

/** The column of the mark, and that of the marked text in the line above it, as a terminal shows them. */
function measureMark(line: string, marked: string): { mark: number; text: number } {
  const column = line.indexOf(marked) + 1;
  const [shown = "", mark = ""] = renderCodeFrame(
    line,
    { line: 1, column },
    { paint: choosePaint(false) },
  );
  return {
    mark: displayWidth(mark.slice(0, mark.indexOf("^"))),
    text: displayWidth(shown.slice(0, shown.indexOf(marked))),
  };
}

describe("the mark of a code frame", () => {
  it.each([
    { what: "plain text", line: 'fullName: "Keith", shel: fish' },
    { what: "wide characters", line: 'fullName: "日本語日本語", shel: fish' },
    { what: "combining marks", line: 'fullName: "Zoe\u0308", shel: fish' },
    { what: "emoji", line: 'fullName: "👨‍👩‍👧 🙂", shel: fish' },
    { what: "characters of ambiguous width", line: 'fullName: "Ω…", shel: fish' },
    { what: "escaped control characters", line: 'fullName: "\u001b[2J", shel: fish' },
    { what: "tabs", line: '\t\tfullName:\t"Keith", shel: fish' },
    { what: "a long line", line: `${"日".repeat(300)} shel: fish` },
  ])("stands right below what follows $what", ({ line }) => {
    const { mark, text } = measureMark(line, "shel");
    expect(mark).toBe(text);
  });

  it("is moved by two columns for a wide character", () => {
    const line = 'fullName: "日本語日本語", shel: fish';
    expect(renderCodeFrame(line, { line: 1, column: 21 }, { paint: choosePaint(false) })).toEqual([
      '1 | fullName: "日本語日本語", shel: fish',
      `  | ${" ".repeat(26)}^`,
    ]);
  });
});

describe("a code frame on a terminal", () => {
  const paint = choosePaint(false);

  it.each([40, 60, 80, 100, 120])("of %i columns ends there with an ellipsis", (width) => {
    const line = `users: { keith: ${"日本 fish ".repeat(60)} }`;
    const [shown = ""] = renderCodeFrame(line, { line: 1, column: 3 }, { paint, width });
    expect(displayWidth(shown)).toBeLessThanOrEqual(width);
    expect(displayWidth(shown)).toBeGreaterThan(width - 3);
    expect(shown.endsWith("…")).toBe(true);
  });

  it("shows the place also where it is far to the right", () => {
    const line = `${"x ".repeat(5000)}shel: fish, ${"y ".repeat(5000)}`;
    const column = line.indexOf("shel") + 1;
    const frame = renderCodeFrame(line, { line: 1, column }, { paint, width: 40 });
    const [shown = "", mark = ""] = frame;
    expect(shown).toMatch(/^1 \| ….*shel.*…$/);
    expect(mark.indexOf("^")).toBe(shown.indexOf("shel"));
  });

  it("has no ellipsis where the line fits", () => {
    const [shown] = renderCodeFrame("a: b", { line: 1, column: 1 }, { paint, width: 30 });
    expect(shown).toBe("1 | a: b");
  });
});
