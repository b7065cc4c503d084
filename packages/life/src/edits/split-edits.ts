import type { DeclarationEdit, DeclarationPath } from "./declaration-edit.ts";

/**
 * Edits in runs that can each be made in one step, in the same order: of a run, all are renames or none is, no two are
 * about parts of the same thing, and none is about what lies in something that another is about.
 */
export function splitEdits(edits: readonly DeclarationEdit[]): DeclarationEdit[][] {
  const runs: DeclarationEdit[][] = [];
  let taken = startRun();
  for (const edit of edits) {
    const run = runs.at(-1);
    const isAlike = (run?.[0]?.kind === "rename") === (edit.kind === "rename");
    if (run !== undefined && isAlike && isApart(taken, edit.path)) run.push(edit);
    else {
      runs.push([edit]);
      taken = startRun();
    }
    take(taken, edit.path);
  }
  return runs;
}

/** What a run is about already. */
interface Taken {
  readonly paths: Set<string>;
  /** All that such paths lie in. */
  readonly around: Set<string>;
  /** What they lie in directly. */
  readonly owners: Set<string>;
}

function startRun(): Taken {
  return { paths: new Set(), around: new Set(), owners: new Set() };
}

function take({ paths, around, owners }: Taken, path: DeclarationPath): void {
  paths.add(keyOf(path));
  owners.add(keyOf(path.slice(0, -1)));
  for (const outer of outerPaths(path)) around.add(outer);
}

function isApart({ paths, around, owners }: Taken, path: DeclarationPath): boolean {
  const isInside = [keyOf(path), ...outerPaths(path)].some((outer) => paths.has(outer));
  return !isInside && !around.has(keyOf(path)) && !owners.has(keyOf(path.slice(0, -1)));
}

function outerPaths(path: DeclarationPath): string[] {
  return path.map((_, at) => keyOf(path.slice(0, at)));
}

function keyOf(path: DeclarationPath): string {
  return JSON.stringify(path);
}
