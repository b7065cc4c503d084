import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { displayWidth } from "../../src/text/display-width.ts";
import { breakCommand, breakLine, fitText, lineWidth } from "../../src/text/line-breaks.ts";
import { layOutTable } from "../../src/text/table.ts";

const word = fc.string({
  unit: fc.constantFrom("a", ".", "日", "🙂", "é", "-"),
  minLength: 1,
  maxLength: 9,
});
const words = fc.array(word, { minLength: 1, maxLength: 30 });
const width = fc.constantFrom(20, 60, 80, 100, 120);

/** The lines that are too wide, but for those of one word. */
const tooWide = (lines: readonly string[], most: number) =>
  lines.filter((line) => displayWidth(line) > most && line.trim().includes(" "));

describe("a line that is broken", () => {
  it.prop([words, width])("fits, and has all words whole and in their order", (some, most) => {
    const lines = breakLine(some.join(" "), { width: most, indent: "  " });
    expect(tooWide(lines, most)).toEqual([]);
    expect(lines.join(" ").split(/ +/)).toEqual(some);
  });

  it("stays as it is where it fits, whatever blanks it has", () => {
    expect(breakLine("  a   b ", { width: 8 })).toEqual(["  a   b "]);
  });

  it("keeps what is quoted in one piece, unless it is too wide by itself", () => {
    expect(breakLine('write "a b c" or `x y z` now', { width: 12 })).toEqual([
      "write",
      '"a b c" or',
      "`x y z` now",
    ]);
    expect(breakLine('"a b c d e f g"', { width: 10 })).toEqual(['"a b c d e', 'f g"']);
  });

  it("can be copied where it holds a command that is too wide by itself", () => {
    const line = "so `git mv -- 'a b' hosts/vault.nix && git mv -- c d`, or not";
    expect(breakLine(line, { width: 24 })).toEqual([
      "so `git mv -- 'a b' \\",
      "hosts/vault.nix && git \\",
      "mv -- c d`, or not",
    ]);
    const code = 'write `policy.accept: [{ code: "a/b", at: "c" }]` there';
    expect(breakLine(code, { width: 24 }).join("")).not.toContain("\\");
  });

  it("does not count styles", () => {
    expect(lineWidth("\u001b[1mab\u001b[22m")).toBe(2);
  });

  it("can be copied as one command", () => {
    const lines = breakCommand("git add -- users/keith.nix users/traci.nix", {
      width: 30,
      indent: "  ",
    });
    expect(lines).toEqual(["git add -- users/keith.nix \\", "  users/traci.nix"]);
  });
});

describe("a text that is fitted", () => {
  it("goes on further in than a line began, and leaves others alone", () => {
    expect(fitText("error: one two three four\n  a\n  help: one two three four\n", 20)).toBe(
      "error: one two three\n    four\n  a\n  help: one two\n    three four\n",
    );
  });

  it("has a command below what is said before it", () => {
    expect(fitText("  help: Run: git add -- users/keith.nix users/traci.nix", 36)).toBe(
      "  help: Run:\n    git add -- users/keith.nix \\\n      users/traci.nix",
    );
  });

  it("keeps comments in code that is to be copied", () => {
    const comment = "    // ci: age1 age1 age1 age1 age1";
    expect(fitText(comment, 20)).toBe(comment);
  });

  it.prop([fc.array(words), width])(
    "has no line that is too wide but for one word",
    (lines, most) => {
      const text = lines.map((some) => some.join(" ")).join("\n");
      expect(tooWide(fitText(text, most).split("\n"), most)).toEqual([]);
    },
  );
});

describe("a table that is laid out", () => {
  const cell = fc.array(word, { maxLength: 8 }).map((some) => some.join(" "));
  const table = fc.record({
    head: fc.constant(["one", "two", "three", "four"]),
    rows: fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 1 }),
  });

  it.prop([table, width])("fits the terminal, but for single words", (some, most) => {
    const lines = layOutTable(some, most).map((line) =>
      line.replace(/^ *(?:two|three|four): /, ""),
    );
    expect(tooWide(lines, most)).toEqual([]);
  });

  it.prop([table, width])("has every word of it whole", (some, most) => {
    const shown = layOutTable(some, most).join(" ").split(/ +/);
    for (const one of some.rows
      .flat()
      .flatMap((text) => text.split(" ").filter((part) => part !== ""))) {
      expect(shown).toContain(one);
    }
  });

  it("breaks cells between words where that makes it fit", () => {
    const rows = [["mini", "keith, traci, henry", "hosts.mini"]];
    expect(layOutTable({ head: ["host", "members", "because"], rows }, 31)).toEqual([
      "host  members        because",
      "mini  keith, traci,  hosts.mini",
      "      henry",
    ]);
  });

  it("is a list where it does not fit", () => {
    const rows = [
      ["mini", "profiles.workstation", "hosts.mini.homeProfile"],
      ["nas", "", "hosts.nas.homeProfile"],
    ];
    expect(layOutTable({ head: ["host", "profile", "because"], rows }, 40)).toEqual([
      "mini",
      "  profile: profiles.workstation",
      "  because: hosts.mini.homeProfile",
      "",
      "nas",
      "  because: hosts.nas.homeProfile",
    ]);
  });

  it("keeps a command whole, or on lines that can be copied", () => {
    const rows = [["mini", "nixos-rebuild switch --flake .#mini --target-host root@mini"]];
    const table = { head: ["host", "command"], rows, commands: ["command"] };
    expect(layOutTable(table, 70)[1]).toBe(`mini  ${rows[0]?.[1]}`);
    expect(layOutTable(table, 50)).toEqual([
      "mini",
      "  command:",
      "    nixos-rebuild switch --flake .#mini \\",
      "      --target-host root@mini",
    ]);
  });
});
