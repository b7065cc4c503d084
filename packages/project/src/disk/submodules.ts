import { compareNames } from "@fleet/diagnostics";
import { join } from "pathe";
import type { Disk } from "../world/disk.ts";
import { asBuffer, decodeText } from "./bytes.ts";
import { findRepository, gitFolder, readGitFile } from "./git-folder.ts";
import { parseGitIndex } from "./git-index.ts";
import { pathInside } from "./local-file.ts";

/** A repository inside of another, of which that one only tracks which commit it has. */
export interface Submodule {
  /** Its folder, from the root. */
  readonly path: string;
  /** Whether anything is in the folder: a clone leaves it empty until it is told to fill it. */
  readonly isThere: boolean;
  /** The files that it tracks, by paths from the root; undefined where that is not known. */
  readonly tracked: ReadonlySet<string> | undefined;
}

/** The submodules below a root, also those of submodules, in order. None where there is no repository. */
export function listSubmodules(disk: Disk, root: string): Submodule[] {
  const top = findRepository(disk, root);
  if (top === undefined) return [];
  return listBelow(disk, root, top).sort((a, b) => compareNames(a.path, b.path));
}

function listBelow(disk: Disk, root: string, top: string, depth = 0): Submodule[] {
  // Submodules that lead to each other do not end by themselves.
  if (depth > 8) return [];
  return readModules(disk, top).flatMap((declared) => {
    const folder = join(top, declared);
    const path = pathInside(root, folder);
    if (path === undefined || pathInside(top, folder) === undefined) return [];
    const tracked = readTracked(disk, folder, path);
    const submodule = { path, isThere: isFilled(disk, folder), tracked };
    return [submodule, ...listBelow(disk, root, folder, depth + 1)];
  });
}

/** In bytes; more than any repository has. */
const largestModules = 1024 * 1024;

/** The paths in `.gitmodules` (gitmodules(5)), from its folder. */
function readModules(disk: Disk, top: string): string[] {
  try {
    if (disk.inspect(join(top, ".gitmodules"))?.kind !== "file") return [];
    const file = disk.inspect(join(top, ".gitmodules"));
    if (file === undefined || file.size > largestModules) return [];
    const lines = decodeText(disk.read(join(top, ".gitmodules"))).split("\n");
    return lines.flatMap((line) => {
      const equals = line.indexOf("=");
      if (line.slice(0, Math.max(equals, 0)).trim().toLowerCase() !== "path") return [];
      const value = line.slice(equals + 1).trim();
      const isQuoted = value.length > 1 && value.startsWith('"') && value.endsWith('"');
      return isQuoted ? [value.slice(1, -1)] : [value];
    });
  } catch {
    return [];
  }
}

function isFilled(disk: Disk, folder: string): boolean {
  try {
    return disk.list(folder).length > 0;
  } catch {
    return false;
  }
}

function readTracked(disk: Disk, folder: string, path: string): Set<string> | undefined {
  try {
    if (disk.follow(join(folder, ".git")) === undefined) return undefined;
    const git = gitFolder(disk, folder);
    const config = asBuffer(readGitFile(disk, join(git, "config"))).toString("latin1");
    if (/objectformat|include/i.test(config)) return undefined;
    const index = parseGitIndex(readGitFile(disk, join(git, "index")));
    return index && new Set(index.paths.map((name) => `${path}/${name}`));
  } catch {
    return undefined;
  }
}
