import { dirname, join } from "pathe";
import type { Disk } from "./disk.ts";
import type { ScriptCall, ScriptRun } from "./script-runner.ts";
import { printOf, type SeenAspect, type SeenPath } from "./seen-path.ts";
import type { World } from "./world.ts";

/** A world that remembers what was asked of its disk. */
export interface RecordedWorld {
  readonly world: World;
  /**
   * All that was looked at, each as it was at the first look, or as this world itself left it: so what differs from
   * it afterwards was changed by somebody else.
   */
  readonly seen: () => readonly SeenPath[];
}

/** Records what is looked at in a world: its disk, and the modules of the scripts that are run. What other programs read is not seen. */
export function recordWorld(world: World): RecordedWorld {
  const { disk } = world;
  const seen = new Map<string, SeenPath>();
  const note = (aspect: SeenAspect, path: string) => {
    const key = `${aspect} ${path}`;
    if (!seen.has(key)) seen.set(key, { aspect, path, print: printOf(disk, aspect, path) });
  };
  const renew = (path: string) => {
    for (const aspect of ["content", "entry", "names"] as const) {
      const key = `${aspect} ${path}`;
      const known = seen.get(key);
      if (known !== undefined) seen.set(key, { ...known, print: printOf(disk, aspect, path) });
    }
  };
  const change = (...paths: readonly string[]) => {
    for (const path of paths) for (const one of [path, dirname(path)]) renew(one);
  };
  const { run, stripTypes } = world.scripts;
  return {
    world: {
      ...world,
      disk: recordDisk(disk, { note, change }),
      scripts: {
        stripTypes,
        run: async (call) => {
          const result = await run(call);
          for (const source of listSources(disk, call, result)) {
            seen.set(`${source.aspect} ${source.path}`, source);
          }
          return result;
        },
      },
    },
    seen: () => [...seen.values()],
  };
}

interface Notes {
  readonly note: (aspect: SeenAspect, path: string) => void;
  readonly change: (...paths: readonly string[]) => void;
}

function recordDisk(disk: Disk, { note, change }: Notes): Disk {
  const look = <Args extends readonly unknown[], Result>(
    aspect: SeenAspect,
    ask: (path: string, ...more: Args) => Result,
  ) => {
    return (path: string, ...more: Args) => {
      note(aspect, path);
      return ask(path, ...more);
    };
  };
  const write = <Args extends readonly unknown[], Result>(
    act: (path: string, ...more: Args) => Result,
  ) => {
    return (path: string, ...more: Args) => {
      try {
        return act(path, ...more);
      } finally {
        change(path);
      }
    };
  };
  const move = <Result>(act: (from: string, to: string) => Result) => {
    return (from: string, to: string) => {
      try {
        return act(from, to);
      } finally {
        change(from, to);
      }
    };
  };
  return {
    ...disk,
    inspect: look("entry", disk.inspect),
    follow: look("entry", disk.follow),
    resolve: look("entry", disk.resolve),
    readLink: look("entry", disk.readLink),
    isProgram: look("entry", disk.isProgram),
    versionOf: look("content", disk.versionOf),
    read: look("content", disk.read),
    open: look("content", disk.open),
    list: look("names", disk.list),
    create: write(disk.create),
    makeFolder: write(disk.makeFolder),
    remove: write(disk.remove),
    removeEmpty: write(disk.removeEmpty),
    setAccess: write(disk.setAccess),
    rename: move(disk.rename),
    link: move(disk.link),
    copy: move(disk.copy),
  };
}

/** The modules of a script, as they were loaded; and where an import led nowhere, what it may lead to one day. */
function listSources(
  disk: Disk,
  { root, name }: ScriptCall,
  { files, unresolved }: ScriptRun,
): readonly SeenPath[] {
  const loaded = new Map([[name, undefined], ...files]);
  const sources = [...loaded].map(([file, bytes]): SeenPath => {
    const path = join(root, file);
    const isSame = bytes === undefined || isStill(disk, path, bytes);
    const print = isSame ? printOf(disk, "content", path) : "changed since";
    return { aspect: "content", path, print, isSource: true };
  });
  if (unresolved === undefined || !/^\.{1,2}\//.test(unresolved.specifier)) return sources;
  const path = join(root, dirname(unresolved.importer), unresolved.specifier);
  return [
    ...sources,
    { aspect: "entry", path, print: printOf(disk, "entry", path), isSource: true },
  ];
}

function isStill(disk: Disk, path: string, bytes: Uint8Array): boolean {
  try {
    return Buffer.compare(disk.read(path), bytes) === 0;
  } catch {
    return false;
  }
}
