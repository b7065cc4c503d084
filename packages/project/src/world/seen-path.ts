import { dirname } from "pathe";
import type { Disk } from "./disk.ts";

/** What was asked of a path: what it holds, what stands there, or what a folder lists. */
export type SeenAspect = "content" | "entry" | "names";

/** Something on the disk that a result depends on, as it was when it was first looked at. */
export interface SeenPath {
  readonly aspect: SeenAspect;
  /** Absolute. */
  readonly path: string;
  /** A text that is another one once something else is there. */
  readonly print: string;
  /** Whether it belongs to the config: its own file, and what it imports. Default: it does not. */
  readonly isSource?: true | undefined;
}

/** What is at a path now, as a text that only serves to be compared. */
export function printOf(disk: Disk, aspect: SeenAspect, path: string): string {
  try {
    switch (aspect) {
      case "content":
        return disk.versionOf(disk.resolve(path));
      case "names":
        return JSON.stringify(
          disk
            .list(path)
            .map(({ name, kind }) => `${kind} ${name}`)
            .sort(),
        );
      case "entry":
        return describeEntry(disk, path);
      default:
        return aspect satisfies never;
    }
  } catch {
    return "nothing";
  }
}

/** Sizes and times are left out: who asks what stands somewhere does not ask what it holds. */
function describeEntry(disk: Disk, path: string): string {
  const own = disk.inspect(path);
  const target = own?.kind === "link" ? disk.readLink(path) : "";
  const end = disk.follow(path);
  return JSON.stringify([own?.kind, target, end?.kind, end?.mode, end?.owner]);
}

/** The paths of which something else is there now, each once, in the order in which they were seen. */
export function listChanged(disk: Disk, seen: readonly SeenPath[]): readonly string[] {
  const changed = seen.filter(({ aspect, path, print }) => printOf(disk, aspect, path) !== print);
  return [...new Set(changed.map(({ path }) => path))];
}

/** The same paths, as they are now. */
export function seeAgain(disk: Disk, seen: readonly SeenPath[]): readonly SeenPath[] {
  return seen.map((one) => ({ ...one, print: printOf(disk, one.aspect, one.path) }));
}

/** What has to be watched to learn of a change. */
export interface WatchedPlaces {
  /** The folders in which it can happen; some may not be there. */
  readonly folders: ReadonlySet<string>;
  /** The paths that matter in them: what was seen, and the folders that lead there. */
  readonly paths: ReadonlySet<string>;
  /** The folders of which every name matters. */
  readonly listed: ReadonlySet<string>;
}

/** Where to look for changes of what was seen. `root` is the folder of the fleet, which may itself come and go. */
export function placesOf(disk: Disk, seen: readonly SeenPath[], root: string): WatchedPlaces {
  const folders = new Set<string>();
  const paths = new Set<string>();
  const listed = new Set<string>();
  const add = (path: string) => {
    if (paths.has(path)) return;
    paths.add(path);
    const above = dirname(path);
    const isBelow = path === root || path.startsWith(`${root}/`);
    folders.add(above);
    // Elsewhere, the next folder that is there says enough.
    if (above !== path && (isBelow || printOf(disk, "entry", above) === missing)) add(above);
  };
  const missing = JSON.stringify([undefined, "", undefined, undefined, undefined]);
  for (const { aspect, path } of seen) {
    add(path);
    const end = endOf(disk, path);
    if (end !== path) add(end);
    if (aspect !== "names") continue;
    folders.add(path);
    listed.add(path);
  }
  return { folders, paths, listed };
}

function endOf(disk: Disk, path: string): string {
  try {
    return disk.resolve(path);
  } catch {
    return path;
  }
}
