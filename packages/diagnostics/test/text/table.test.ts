import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { displayWidth } from "../../src/text/display-width.ts";
import { alignColumns, renderColumns, renderMarkdown } from "../../src/text/table.ts";

const cell = fc.string({ unit: fc.constantFrom("a", "ä", "日", "🙂", "e\u0301", "\u001b", "\n") });

describe("columns", () => {
  it("stand below each other, whatever their characters take on a terminal", () => {
    expect(
      renderColumns({
        head: ["user", "name", "shell"],
        rows: [
          ["keith", "日本語", "fish"],
          ["zoe", "Zoe\u0308", "bash"],
          ["ann", "🙂🙂", "zsh"],
          ["bob", "a\tb", ""],
        ],
      }),
    ).toBe(`user   name     shell
keith  日本語   fish
zoe    Zoe\u0308      bash
ann    🙂🙂     zsh
bob    a\\u{9}b
`);
  });

  it.prop([fc.array(fc.tuple(cell, cell))])("all begin in one column", (rows) => {
    const lines = alignColumns(rows.map(([left, right]) => [left, `|${right}`]));
    const starts = lines.map((line) => displayWidth(line.slice(0, line.indexOf("|"))));
    expect(new Set(starts).size).toBeLessThanOrEqual(1);
  });

  it("may be of rows of different lengths", () => {
    expect(alignColumns([["a"], ["bb", "c"], []])).toEqual(["a", "bb  c", ""]);
  });

  it("are made of very many rows", () => {
    const rows = Array.from({ length: 200_000 }, (_, index) => [String(index), "x"]);
    expect(alignColumns(rows)).toHaveLength(200_000);
  });
});

describe("a table in Markdown", () => {
  it("shows cells as code, in which nothing has a meaning", () => {
    const table = {
      head: ["file", "not|plain"],
      rows: [
        ["a`b", "*|*"],
        ["", "c\nd"],
      ],
    };
    expect(renderMarkdown(table)).toBe(
      "| file | `not\\|plain` |\n| --- | --- |\n| `` a`b `` | `*\\|*` |\n|  | `c\\u{a}d` |\n",
    );
  });

  it("leaves columns of prose as they are", () => {
    const table = { head: ["code", "when"], rows: [["a/b", "`x` is | wrong"]] };
    expect(renderMarkdown(table, { prose: ["when"] })).toBe(
      "| code | when |\n| --- | --- |\n| `a/b` | `x` is \\| wrong |\n",
    );
  });
});
