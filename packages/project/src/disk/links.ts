import { isAbsolute, join, relative } from "pathe";
import type { Disk } from "../world/disk.ts";
import { findRepository } from "./git-folder.ts";
import type { RootFiles } from "./root-files.ts";

/** What the links below a root come to for Nix, which copies the repository and follows them in the copy. */
export interface LinkedFiles {
  /** Paths of files through links to folders, by the path of the file itself. */
  readonly linked: ReadonlyMap<string, Through>;
  /** Links that lead nowhere in the copy, with why. */
  readonly brokenLinks: ReadonlyMap<string, string>;
}

/** How a path comes to a file. */
export interface Through {
  /** The file itself. */
  readonly file: string;
  /** The link on the way. */
  readonly link: string;
}

/** So many links may stand in one path. */
const mostLinks = 3;
/** Links in each other's folders multiply: beyond this, paths through links are passed over. */
const mostPaths = 50_000;

/** Judges the links of a tree. A link to a folder of which it is a part itself gives no paths without end. */
export function followLinks(
  disk: Disk,
  root: string,
  { files, links }: Pick<RootFiles, "files" | "links">,
): LinkedFiles {
  const linked = new Map<string, Through>();
  const brokenLinks = new Map<string, string>();
  if (links.size === 0) return { linked, brokenLinks };
  const folders: [link: string, target: string][] = [];
  const boundary = realPath(disk, findRepository(disk, root) ?? root);
  const realRoot = realPath(disk, root);
  for (const [link, { isFolder }] of links) {
    const real = realPath(disk, join(root, link));
    const problem = findProblem(disk, join(root, link), { real, boundary });
    if (problem !== undefined) brokenLinks.set(link, problem);
    else if (isFolder && real !== undefined && realRoot !== undefined) {
      folders.push([link, relative(realRoot, real)]);
    }
  }
  for (let round = 0; round < mostLinks; round++) {
    const known = [...files, ...linked.keys()];
    for (const [link, target] of folders) {
      if (linked.size > mostPaths) return { linked, brokenLinks };
      for (const path of known) {
        if (!path.startsWith(`${target}/`) || path.startsWith(`${link}/`)) continue;
        const through = `${link}${path.slice(target.length)}`;
        const file = linked.get(path)?.file ?? path;
        if (!linked.has(through)) linked.set(through, { file, link });
      }
    }
    if (known.length === files.size + linked.size) break;
  }
  return { linked, brokenLinks };
}

function findProblem(
  disk: Disk,
  path: string,
  { real, boundary }: { readonly real: string | undefined; readonly boundary: string | undefined },
): string | undefined {
  if (real === undefined || boundary === undefined) return undefined;
  const inner = relative(boundary, real);
  if (inner === ".." || inner.startsWith("../") || isAbsolute(inner)) {
    return "leads out of the repository, where no flake can see it";
  }
  if (isAbsolute(disk.readLink(path))) {
    return "has an absolute path, which no flake can follow";
  }
  return undefined;
}

function realPath(disk: Disk, path: string): string | undefined {
  try {
    return disk.resolve(path);
  } catch {
    return undefined;
  }
}
