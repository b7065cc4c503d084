import { type BrokenFile, breakFile, lineAt } from "../tree/parsed-file.ts";
import type { TreeComment } from "../tree/value-tree.ts";
import type { FoundComment } from "./yaml-tokens.ts";

/** A text that is being read, and the first thing in it that cannot be. */
export interface Reading {
  readonly text: string;
  readonly comments: readonly FoundComment[];
  /** The first comment that has not found its place. */
  next: number;
  trouble: BrokenFile | undefined;
}

/** Gives a list the comments before a place that nothing has taken yet. */
export function takeComments(
  reading: Reading,
  end: number,
  items: { push(comment: TreeComment): unknown },
): void {
  for (;;) {
    const comment = reading.comments[reading.next];
    if (comment === undefined || comment.offset >= end) return;
    reading.next += 1;
    items.push({ kind: "comment", text: comment.text, line: comment.line });
  }
}

/** Notes a problem, unless there was one before. */
export function complain(reading: Reading, problem: string, offset: number): void {
  reading.trouble ??= breakFile(problem, lineAt(reading.text, offset));
}
