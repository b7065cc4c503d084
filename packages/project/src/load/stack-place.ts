import { pathInside } from "../disk/local-file.ts";

/** A place in one of the config's files. */
export interface SourcePlace {
  /** The path from the root. */
  readonly file: string;
  readonly position: { readonly line: number; readonly column: number };
}

/** Where an error came up. */
export interface ErrorOrigin {
  readonly root: string;
  /** The config's files, by their paths from the root. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** The innermost frame of an error's stack that lies in a file of the config, if there is one. */
export function findStackPlace(
  thrown: unknown,
  { root, files }: ErrorOrigin,
): SourcePlace | undefined {
  for (const line of stackOf(thrown).split("\n")) {
    const [, where = "", row, column] =
      /^\s+at .*?((?:file:\/\/)?\/.*)(?:\?[^:]*)?:(\d+):(\d+)\)?$/.exec(line) ?? [];
    const file = localName(root, where);
    if (file === undefined || !files.has(file)) continue;
    return { file, position: { line: Number(row), column: Number(column) } };
  }
  return undefined;
}

/**
 * The place that Node writes above the stack of a syntax error: the file and the line, the text,
 * and a caret below it.
 */
export function findSyntaxPlace(thrown: unknown, { root }: ErrorOrigin): SourcePlace | undefined {
  const [head = "", ...rest] = stackOf(thrown).split("\n");
  const [, where = "", row] = /^((?:file:\/\/)?\/.*?)(?:\?[^:]*)?:(\d+)$/.exec(head) ?? [];
  const file = localName(root, where);
  if (file === undefined) return undefined;
  return { file, position: { line: Number(row), column: caretColumn(rest) } };
}

/** The column of the first caret among lines, counted from 1. */
function caretColumn(lines: readonly string[]): number {
  const carets = lines.find((line) => /^\s*\^+\s*$/.test(line));
  return carets === undefined ? 1 : carets.indexOf("^") + 1;
}

function stackOf(thrown: unknown): string {
  try {
    const stack: unknown = thrown instanceof Error ? thrown.stack : undefined;
    return typeof stack === "string" ? stack : "";
  } catch {
    return "";
  }
}

function localName(root: string, where: string): string | undefined {
  if (where === "") return undefined;
  try {
    const path = where.startsWith("file:") ? decodeURIComponent(new URL(where).pathname) : where;
    return pathInside(root, path);
  } catch {
    return undefined;
  }
}
