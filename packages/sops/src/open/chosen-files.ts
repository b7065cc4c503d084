import { type Diagnostic, quote, suggestName } from "@fleet/diagnostics";
import type { Disk } from "@fleet/project";
import { pathInside } from "@fleet/project/internal";
import { basename, dirname, join, resolve } from "pathe";
import { createProblem } from "../codes.ts";

/** The files that somebody named, of those that are known. */
export interface ChosenFiles {
  readonly paths: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Choice {
  readonly root: string;
  /** The folder in which the command was started. */
  readonly folder: string;
  readonly known: readonly string[];
  /** The files that clan keeps, and that nothing here is about. Default: none. */
  readonly ofClan?: readonly string[];
}

/**
 * Finds the known files that operands name, from the folder in which the command was started. A folder
 * stands for all files in it; without operands, all are chosen.
 */
export function chooseFiles(
  disk: Disk,
  operands: readonly string[],
  { root, folder, known, ofClan = [] }: Choice,
): ChosenFiles {
  if (operands.length === 0) return { paths: known, diagnostics: [] };
  const chosen = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const operand of operands) {
    const path = pathFromRoot(disk, operand, { root, folder });
    if (path === undefined) {
      const message = `${quote(operand)} lies outside of the fleet's folder.`;
      diagnostics.push(createProblem("unknown-file", message));
      continue;
    }
    const isMeant = (file: string) => path === "" || file === path || file.startsWith(`${path}/`);
    const found = known.filter(isMeant);
    for (const file of found) chosen.add(file);
    if (found.length > 0) continue;
    diagnostics.push(ofClan.some(isMeant) ? describeClans(path) : describeUnknown(path, known));
  }
  return { paths: known.filter((file) => chosen.has(file)), diagnostics };
}

/** A path from the root, "" for the root itself, or undefined outside of it. */
export function pathFromRoot(
  disk: Disk,
  operand: string,
  { root, folder }: { readonly root: string; readonly folder: string },
): string | undefined {
  const path = resolve(folder, operand);
  if (path === root) return "";
  return pathInside(root, path) ?? pathInside(root, join(realFolder(disk, path), basename(path)));
}

/** Where the folder of a path really is, for somebody who came to it by a link. */
function realFolder(disk: Disk, path: string): string {
  try {
    return disk.resolve(dirname(path));
  } catch {
    return dirname(path);
  }
}

function describeClans(path: string): Diagnostic {
  const message = `${quote(path)} is clan's, which says who reads it, and fleet leaves it as it is.`;
  const help =
    "`clan secrets key update` encrypts all of clan's files to those whom its links name.";
  return createProblem("unknown-file", message, { file: path, help });
}

function describeUnknown(path: string, known: readonly string[]): Diagnostic {
  return createProblem("unknown-file", `${quote(path)} is no file that this is about.`, {
    file: path,
    help: known.length === 0 ? "There is none." : suggestName(path, known, "file"),
  });
}
