import { basename, dirname, join } from "pathe";
import { encodeText } from "../disk/bytes.ts";
import type { Disk, DiskEntry } from "./disk.ts";
import { openBytes } from "./memory-disk.ts";
import type { World } from "./world.ts";

/** What a folder is to hold instead of what it holds. */
export interface Overlay {
  /** The folder: absolute, without links. */
  readonly root: string;
  /** Texts of files, by their names in the root. They count in the place of what is there. */
  readonly files: ReadonlyMap<string, string>;
  /** Names in the root that count as not there. Default: none. */
  readonly hidden?: ReadonlySet<string>;
}

/**
 * A world in which a folder holds some files that are on no disk, so that a fleet can be opened as it would be with
 * them. It is for reading: what is written goes to the disk as it is.
 */
export function overlayFiles(world: World, { root, files, hidden = new Set() }: Overlay): World {
  const texts = new Map([...files].map(([name, text]) => [join(root, name), encodeText(text)]));
  const gone = new Set([...hidden].map((name) => join(root, name)));
  const disk = overlayDisk(world, texts, gone);
  const { run, stripTypes } = world.scripts;
  return {
    ...world,
    disk,
    scripts: { run: (call) => run({ ...call, disk }), stripTypes },
  };
}

type Texts = ReadonlyMap<string, Uint8Array>;

function overlayDisk(
  { disk, machine }: Pick<World, "disk" | "machine">,
  texts: Texts,
  gone: ReadonlySet<string>,
): Disk {
  const owner = machine.user ?? 0;
  const describe = (bytes: Uint8Array): DiskEntry => ({
    kind: "file",
    size: bytes.length,
    mode: 0o644,
    owner,
    group: 0,
  });
  const look = (path: string, find: Disk["inspect"]): DiskEntry | undefined => {
    const bytes = texts.get(path);
    if (bytes !== undefined) return describe(bytes);
    return gone.has(path) ? undefined : find(path);
  };
  return {
    ...disk,
    inspect: (path) => look(path, disk.inspect),
    follow: (path) => look(path, disk.follow),
    versionOf: (path) => (texts.has(path) ? "overlaid" : disk.versionOf(path)),
    resolve: (path) => (texts.has(path) ? path : disk.resolve(path)),
    list: (folder) => {
      const own = [...texts.keys()].filter((path) => dirname(path) === folder);
      const names = new Set(own.map((path) => basename(path)));
      const others = disk
        .list(folder)
        .filter(({ name }) => !names.has(name) && !gone.has(join(folder, name)));
      return [...others, ...[...names].map((name) => ({ name, kind: "file" as const }))];
    },
    read: (path) => texts.get(path) ?? disk.read(path),
    open: (path) => {
      const bytes = texts.get(path);
      return bytes === undefined ? disk.open(path) : openBytes(bytes);
    },
  };
}
