import { basename, dirname, join } from "pathe";
import type { Disk, DiskEntry } from "./disk.ts";
import { openBytes } from "./memory-disk.ts";
import type { World } from "./world.ts";

/** What files below a folder are to hold; undefined of one that is to go. By path from the folder. */
export type PlannedFiles = ReadonlyMap<string, Uint8Array | undefined>;

/**
 * A world in which files below a root (absolute, without links) are already as they are planned to be, so that a
 * fleet can be opened as it will be. It is for reading: whatever is written goes to the disk that there is.
 */
export function withPlannedFiles(world: World, root: string, files: PlannedFiles): World {
  const planned = new Map([...files].map(([path, bytes]) => [join(root, path), bytes]));
  const disk = planDisk(world, planned, listFolders(root, files));
  const { run, stripTypes } = world.scripts;
  return { ...world, disk, scripts: { run: (call) => run({ ...call, disk }), stripTypes } };
}

/** The folders that planned files lie in, beside those that are there. */
function listFolders(root: string, files: PlannedFiles): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const [path, bytes] of files) {
    if (bytes === undefined) continue;
    for (let folder = dirname(join(root, path)); folder.length > root.length; ) {
      folders.add(folder);
      folder = dirname(folder);
    }
  }
  return folders;
}

function planDisk(
  { disk, machine }: Pick<World, "disk" | "machine">,
  planned: PlannedFiles,
  folders: ReadonlySet<string>,
): Disk {
  const describe = (kind: "file" | "folder", size: number): DiskEntry => ({
    kind,
    size,
    mode: kind === "file" ? 0o644 : 0o755,
    owner: machine.user ?? 0,
    group: 0,
  });
  const look = (path: string, find: Disk["inspect"]): DiskEntry | undefined => {
    if (!planned.has(path)) {
      return find(path) ?? (folders.has(path) ? describe("folder", 0) : undefined);
    }
    const bytes = planned.get(path);
    return bytes === undefined ? undefined : describe("file", bytes.length);
  };
  const isNew = (path: string) => planned.get(path) !== undefined;
  return {
    ...disk,
    inspect: (path) => look(path, disk.inspect),
    follow: (path) => look(path, disk.follow),
    versionOf: (path) => (isNew(path) ? "planned" : disk.versionOf(path)),
    resolve: (path) => {
      const isPlanned = isNew(path) || (folders.has(path) && disk.inspect(path) === undefined);
      return isPlanned ? path : disk.resolve(path);
    },
    list: (folder) => {
      const isThere = disk.follow(folder) !== undefined;
      const inside = [...planned.keys()].filter((path) => dirname(path) === folder);
      const own = new Set(inside.map((path) => basename(path)));
      const others = isThere ? disk.list(folder).filter(({ name }) => !own.has(name)) : [];
      const names = new Set(others.map(({ name }) => name));
      const made = [...folders].filter(
        (path) => dirname(path) === folder && !names.has(basename(path)),
      );
      return [
        ...others,
        ...inside.filter(isNew).map((path) => ({ name: basename(path), kind: "file" as const })),
        ...made.map((path) => ({ name: basename(path), kind: "folder" as const })),
      ];
    },
    read: (path) => planned.get(path) ?? disk.read(path),
    open: (path) => {
      const bytes = planned.get(path);
      return bytes === undefined ? disk.open(path) : openBytes(bytes);
    },
  };
}
