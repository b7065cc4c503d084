import type { Disk } from "@fleet/project";
import { decodeText, listRootFiles, readLocalFile } from "@fleet/project/internal";
import { findClanFolder } from "@fleet/secrets/internal";

/** The files of a repository, as far as clan's have to be found among them. */
export interface ClanFiles {
  /** Every file, as a path from the root. */
  readonly paths: ReadonlySet<string>;
  /** A text file below the root; undefined where there is none that could be read. */
  readonly readText: (path: string) => string | undefined;
  /** Where `sops` and `vars` lie: from the root with a slash behind it, "" for itself; undefined without. */
  readonly folder: string | undefined;
  /** Further folders that look like that, in order. */
  readonly otherFolders: readonly string[];
  /** Whether the flake says anything of clan. */
  readonly isNamed: boolean;
}

/** Looks for what clan has left in a repository, whose flake is a file of it. */
export function findClanFiles(disk: Disk, root: string, flakeFile: string): ClanFiles {
  const paths = listRootFiles(disk, root);
  const readText = (path: string) => {
    if (!paths.has(path)) return undefined;
    const file = readLocalFile(disk, { root, path: `${root}/${path}`, name: path });
    return file.ok ? decodeText(file.bytes) : undefined;
  };
  const folders = [...countFolders(paths)].sort(
    ([a, countOfA], [b, countOfB]) =>
      depthOf(a) - depthOf(b) || countOfB - countOfA || (a < b ? -1 : 1),
  );
  const [folder, ...otherFolders] = folders.map(([name]) => name);
  // clang is something else.
  const isNamed = /\bclan(?!g)/i.test(readText(flakeFile) ?? "");
  return { paths, readText, folder, otherFolders: otherFolders.sort(), isNamed };
}

/** How many keys and secrets of clan lie below each folder that holds some. */
function countFolders(paths: ReadonlySet<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const [, ofKey] = /^((?:.*?\/)?)sops\/(?:users|machines)\/[^/]+\/key\.json$/s.exec(path) ?? [];
    const folder = ofKey ?? findClanFolder(path);
    if (folder !== undefined) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
}

function depthOf(folder: string): number {
  return folder.split("/").length;
}
