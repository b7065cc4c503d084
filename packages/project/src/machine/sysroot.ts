import { join } from "pathe";
import { decodeText } from "../disk/bytes.ts";
import type { Disk } from "../world/disk.ts";

/** A folder as a machine sees it: links lead nowhere outside of it, and what cannot be read is not there. */
export interface Sysroot {
  /** The text of a regular file; undefined where there is none, or a very long one. */
  read(path: string): string | undefined;
  /** Its first line, without blanks around it; undefined where that is empty. */
  readLine(path: string): string | undefined;
  /** What a folder holds, by name, in order. */
  list(folder: string): readonly string[];
  has(path: string): boolean;
}

/** In bytes; nothing that is looked at here has as much. */
const longestFile = 4 * 1024 * 1024;

const mostLinks = 40;

/** Opens the root of a machine, be it this one (`/`), one that is mounted or one that was recorded. */
export function openSysroot(disk: Disk, root: string): Sysroot {
  const read = (path: string) =>
    attempt(() => {
      const file = resolveWithin(disk, root, path);
      const entry = file === undefined ? undefined : disk.inspect(file);
      // A pipe would make fleet wait.
      if (file === undefined || entry?.kind !== "file" || entry.size > longestFile)
        return undefined;
      const bytes = disk.read(file);
      return bytes.length > longestFile ? undefined : decodeText(bytes);
    });
  return {
    read,
    readLine: (path) => read(path)?.split("\n", 1)[0]?.trim() || undefined,
    list: (folder) =>
      attempt(() => {
        const path = resolveWithin(disk, root, folder);
        return path === undefined
          ? []
          : disk
              .list(path)
              .map(({ name }) => name)
              .sort();
      }) ?? [],
    has: (path) => attempt(() => resolveWithin(disk, root, path)) !== undefined,
  };
}

function attempt<Value>(look: () => Value): Value | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** The path at the end of all links, each of which starts from the root of that machine, not of this one. */
function resolveWithin(disk: Disk, root: string, path: string): string | undefined {
  const left = splitPath(path).reverse();
  const passed: string[] = [];
  let links = 0;
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (name === ".") continue;
    if (name === "..") {
      passed.pop();
      continue;
    }
    const full = join(root, ...passed, name);
    const entry = disk.inspect(full);
    if (entry === undefined) return undefined;
    if (entry.kind !== "link") {
      passed.push(name);
      continue;
    }
    links += 1;
    if (links > mostLinks) return undefined;
    const target = disk.readLink(full);
    if (target.startsWith("/")) passed.length = 0;
    left.push(...splitPath(target).reverse());
  }
  return join(root, ...passed);
}

function splitPath(path: string): string[] {
  return path.split("/").filter((name) => name !== "");
}
