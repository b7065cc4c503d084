import { splitLines } from "@fleet/diagnostics";
import { type StructuredPatchHunk, structuredPatch } from "diff";

/** More edits than this cost more than a precise comparison is worth to a reader. */
const editLimit = 400;

const contextLines = 3;

/** Longer texts are not compared line by line, in characters. */
const textLimit = 32 * 1024 * 1024;

/** The difference of two texts in the unified format, without a heading; empty when their lines are equal. */
export function diffTexts(before: string, after: string): string[] {
  if (before.length + after.length > textLimit) return ["(too long to be shown)"];
  const left = splitLines(before);
  const right = splitLines(after);
  const options = { context: contextLines, maxEditLength: editLimit };
  const patch = structuredPatch("", "", joinLines(left), joinLines(right), "", "", options);
  const hunks = patch?.hunks ?? [replaceRest(left, right)];
  return hunks.flatMap((hunk) => [headHunk(hunk), ...hunk.lines]);
}

/** A text in which the digests that fleet writes are all the same: who reads it sees nothing in them. */
export function hideDigests(text: string): string {
  return text.replaceAll(/"sha256-[\da-f]{64}"/g, '"sha256-…"');
}

/** All from the first difference on as taken out and put in. */
function replaceRest(left: readonly string[], right: readonly string[]): StructuredPatchHunk {
  const different = left.findIndex((line, index) => line !== right[index]);
  const start = different === -1 ? left.length : different;
  const first = Math.max(0, start - contextLines);
  return {
    oldStart: first + 1,
    oldLines: left.length - first,
    newStart: first + 1,
    newLines: right.length - first,
    lines: [
      ...left.slice(first, start).map((line) => ` ${line}`),
      ...left.slice(start).map((line) => `-${line}`),
      ...right.slice(start).map((line) => `+${line}`),
    ],
  };
}

/** A range without lines is named by the line before it. */
function headHunk({ oldStart, oldLines, newStart, newLines }: StructuredPatchHunk): string {
  const range = (start: number, lines: number) => `${lines === 0 ? start - 1 : start},${lines}`;
  return `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`;
}

function joinLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
