import { dirname, isAbsolute, join, relative, resolve } from "pathe";
import type { Disk } from "../world/disk.ts";
import { findRepository } from "./git-folder.ts";
import type { RootFiles } from "./root-files.ts";

/** What the links below a root come to for Nix, which copies the repository and follows them in the copy. */
export interface LinkedFiles {
  /** How paths come to files: those through links to folders, and links that are files themselves. */
  readonly linked: ReadonlyMap<string, Through>;
  /** Links that lead nowhere in the copy, with why. */
  readonly brokenLinks: ReadonlyMap<string, string>;
}

/** How a path comes to a file. */
export interface Through {
  /** The file itself. */
  readonly file: string;
  /** The links on the way. */
  readonly links: readonly string[];
  /** The file or folder that the last of them leads to. */
  readonly target: string;
}

/** So many links may stand in one path. */
const mostLinks = 3;
/** Links in each other's folders multiply: beyond this, paths through links are passed over. */
const mostPaths = 50_000;

/** Judges the links of a tree. A link to a folder of which it is a part itself gives no paths without end. */
export function followLinks(
  disk: Disk,
  root: string,
  { files, links, dead }: Pick<RootFiles, "files" | "links" | "dead">,
): LinkedFiles {
  const linked = new Map<string, Through>();
  const brokenLinks = new Map(dead.map((link) => [link, "leads to nothing"]));
  if (links.size === 0) return { linked, brokenLinks };
  const folders: {
    readonly link: string;
    readonly target: string;
    readonly way: readonly string[];
  }[] = [];
  const boundary = realPath(disk, findRepository(disk, root) ?? root);
  const realRoot = realPath(disk, root);
  for (const [link, { isFolder }] of links) {
    const real = realPath(disk, join(root, link));
    const problem = findProblem(disk, join(root, link), { real, boundary });
    if (problem !== undefined) brokenLinks.set(link, problem);
    else if (real !== undefined && realRoot !== undefined) {
      const target = relative(realRoot, real);
      const way = listLinks(disk, root, { link, links });
      if (isFolder) folders.push({ link, target, way });
      else if (files.has(target)) linked.set(link, { file: target, links: way, target });
    }
  }
  for (let round = 0; round < mostLinks; round++) {
    const known = [...new Set([...files, ...linked.keys()])].sort();
    for (const { link, target, way } of folders) {
      if (linked.size > mostPaths) return { linked, brokenLinks };
      for (const path of listInside(known, `${target}/`)) {
        if (path.startsWith(`${link}/`)) continue;
        const through = `${link}${path.slice(target.length)}`;
        if (linked.has(through)) continue;
        const inner = linked.get(path);
        const all = [...way, ...(inner?.links ?? [])];
        linked.set(through, {
          file: inner?.file ?? path,
          links: all,
          target: inner?.target ?? target,
        });
      }
    }
    if (known.length === new Set([...files, ...linked.keys()]).size) break;
  }
  return { linked, brokenLinks };
}

/** Those of sorted paths that begin with a text; of many links, each has few. */
function* listInside(sorted: readonly string[], start: string): Iterable<string> {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? "") < start) low = middle + 1;
    else high = middle;
  }
  for (let at = low; sorted[at]?.startsWith(start) === true; at += 1) yield sorted[at] ?? "";
}

/** A link, and the others that stand on its way, as far as they are of this tree. */
function listLinks(
  disk: Disk,
  root: string,
  { link, links }: { readonly link: string; readonly links: RootFiles["links"] },
): string[] {
  const way: string[] = [];
  for (let next: string | undefined = link; next !== undefined && !way.includes(next); ) {
    way.push(next);
    const behind = relative(root, resolve(root, dirname(next), disk.readLink(join(root, next))));
    next = listAbove(behind).find((path) => links.has(path) && !way.includes(path));
  }
  return way;
}

/** A path and all folders above it, the outermost first. */
function listAbove(path: string): string[] {
  const names = path.split("/");
  return names.map((_, index) => names.slice(0, index + 1).join("/"));
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
