import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fc, it } from "@fast-check/vitest";
import { testdir } from "@fleet/test-kit";
import { describe, expect } from "vitest";
import { diffTexts } from "../../src/views/generation/text-diff.ts";

const lines = fc.array(fc.constantFrom("a", "b", "c", "{", "}"), { maxLength: 40 });
const toText = (parts: readonly string[]) => parts.map((part) => `${part}\n`).join("");

/** Applies a difference as the format says. */
function patch(before: readonly string[], diff: readonly string[]): string[] {
  const result: string[] = [];
  let at = 0;
  for (const line of diff) {
    const heading = /^@@ -(\d+),(\d+) \+\d+,\d+ @@$/.exec(line);
    if (heading !== null) {
      const first = Number(heading[1]) - (heading[2] === "0" ? 0 : 1);
      result.push(...before.slice(at, first));
      at = first;
    } else if (line.startsWith("+")) {
      result.push(line.slice(1));
    } else {
      expect(before[at]).toBe(line.slice(1));
      if (line.startsWith(" ")) result.push(line.slice(1));
      at += 1;
    }
  }
  return [...result, ...before.slice(at)];
}

describe("diffTexts", () => {
  it.prop([lines, lines])("leads from one text to the other", (before, after) => {
    expect(patch(before, diffTexts(toText(before), toText(after)))).toEqual(after);
  });

  it.prop([lines])("is empty for equal texts", (text) => {
    expect(diffTexts(toText(text), toText(text))).toEqual([]);
  });

  it.prop([lines, lines])("changes no more lines than it has to", (before, after) => {
    const changed = diffTexts(toText(before), toText(after)).filter((line) => /^[+-]/.test(line));
    expect(changed.length).toBe(shortestEditLength(before, after));
  });

  it("shows three lines around a change, and its place", () => {
    const before = toText([..."abcdefghij"]);
    expect(diffTexts(before, before.replace("e\n", "E\n"))).toEqual([
      "@@ -2,7 +2,7 @@",
      ...[" b", " c", " d", "-e", "+E", " f", " g", " h"],
    ]);
  });

  it("is what the patch command takes", () => {
    const before = toText(Array.from({ length: 60 }, (_, index) => `line ${index}`));
    const after = `new\n${before.replace("line 20\n", "").replace("line 50\n", "x\ny\n")}`;
    const folder = testdir({ "file.txt": before });
    const diff = ["--- a/file.txt", "+++ b/file.txt", ...diffTexts(before, after)];
    writeFileSync(join(folder, "change.diff"), toText(diff));
    const run = spawnSync("git", ["apply", "--check", "change.diff"], { cwd: folder });
    expect(run.stderr.toString()).toBe("");
    expect(run.status).toBe(0);
  });

  it("names an empty range by the line before it", () => {
    expect(diffTexts("", "a\n")).toEqual(["@@ -0,0 +1,1 @@", "+a"]);
    expect(diffTexts("a\n", "")).toEqual(["@@ -1,1 +0,0 @@", "-a"]);
  });

  it("takes line breaks of Windows for line breaks", () => {
    expect(diffTexts("a\r\nb\r\n", "a\nb")).toEqual([]);
  });

  it.each([0, 2, 5])("leads from one text to the other after %d equal lines", (equal) => {
    const many = (word: string) => Array.from({ length: 300 }, (_, index) => `${word} ${index}`);
    const head = many("same").slice(0, equal);
    const before = [...head, ...many("x"), "tail"];
    for (const after of [[...head, ...many("y"), "tail"], [...many("y"), ...many("z")], head]) {
      expect(patch(before, diffTexts(toText(before), toText(after)))).toEqual(after);
      expect(patch(after, diffTexts(toText(after), toText(before)))).toEqual(before);
    }
  });

  it("keeps what comes before the first of very many differences", () => {
    const text = (word: string) =>
      toText(["a", "b", "c", "d", ...Array.from({ length: 300 }, (_, index) => word + index)]);
    expect(diffTexts(text("x"), text("y")).slice(0, 5)).toEqual([
      "@@ -2,303 +2,303 @@",
      ...[" b", " c", " d", "-x0"],
    ]);
  });

  it("compares long and entirely different texts in no time", () => {
    const text = (word: string) =>
      toText(Array.from({ length: 100_000 }, (_, index) => `${word} ${index}`));
    expect(diffTexts(text("a"), text("b"))).toHaveLength(200_001);
  });
});

function shortestEditLength(before: readonly string[], after: readonly string[]): number {
  let row = after.map((_, index) => index + 1);
  row.unshift(0);
  for (const [index, line] of before.entries()) {
    const next = [index + 1];
    for (const [column, other] of after.entries()) {
      const kept = line === other ? (row[column] ?? 0) : Number.POSITIVE_INFINITY;
      next.push(Math.min(kept, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
