import type { TreeBranch } from "./value-tree.ts";

/**
 * A file as it was read in its format: that it has no sops block, why it cannot be said what sops makes of
 * it (in a sentence that quotes no value), or its block and what it holds beside it.
 */
export type ParsedFile =
  | { readonly kind: "none" }
  | BrokenFile
  | {
      readonly kind: "encrypted";
      /** The sops block, in plain values. */
      readonly block: unknown;
      /** Each YAML document, or the one content of another format. */
      readonly contents: readonly TreeBranch[];
    };

/** A file that cannot be read as every version of sops reads it. */
export interface BrokenFile {
  readonly kind: "broken";
  readonly problem: string;
  /** Where that is; the first line is 1. */
  readonly line?: number;
  /** Whether it holds sealed values, but no sops block. */
  readonly isWithoutBlock?: boolean;
  /** Whether it is that there are two sops blocks. */
  readonly hasTwoBlocks?: boolean;
}

/** A file without a sops block. */
export const noBlock: ParsedFile = { kind: "none" };

/** A file that cannot be read, for a reason that is a whole sentence. */
export function breakFile(problem: string, line?: number): BrokenFile {
  return line === undefined ? { kind: "broken", problem } : { kind: "broken", problem, line };
}

/** A file that mentions sealed values, and has no sops block. */
export const withoutBlock: BrokenFile = {
  ...breakFile("It has no sops block."),
  isWithoutBlock: true,
};

/** A file with two sops blocks. */
export function hasTwoBlocks(line?: number): BrokenFile {
  return { ...breakFile("It holds two sops blocks.", line), hasTwoBlocks: true };
}

/** The line of a place in a text; the first is 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) {
    line += 1;
  }
  return line;
}

/** Whether a name is that of the sops block to a decoder that passes over case (Go's EqualFold). */
export function resemblesSops(name: string): boolean {
  return name !== "sops" && foldCase(name.trim()) === "sops";
}

/** A name as Go compares names without case, which knows two letters more than ASCII. */
export function foldCase(name: string): string {
  return name.replaceAll("\u017f", "s").replaceAll("\u212a", "k").toLowerCase();
}
