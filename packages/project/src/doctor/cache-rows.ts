import { shellPath } from "@fleet/diagnostics";
import { isAbsolute, join } from "pathe";
import type { Disk } from "../world/disk.ts";
import type { World } from "../world/world.ts";
import { type ExaminedRow, examined, shortenHome } from "./examined-row.ts";

/** More entries than this are not counted. */
const countedEntries = 10_000;

/** What fleet keeps for the next start: where it is, how large, and how to be rid of it. */
export function examineCaches({ disk, environment, machine }: World): ExaminedRow[] {
  const home = environment["HOME"] ?? machine.home;
  if ((environment["NODE_DISABLE_COMPILE_CACHE"] ?? "") !== "") {
    return [
      examined("caches", "compiled code", {
        fitness: "warning",
        says: "It is switched off by NODE_DISABLE_COMPILE_CACHE, so that each start takes twice as long.",
        fact: "switched off",
        cure: "Take the variable away: unset NODE_DISABLE_COMPILE_CACHE",
      }),
    ];
  }
  const folder = cacheFolder(environment, home);
  const bytes = measure(disk, folder);
  if (bytes === undefined) {
    return [examined("caches", "compiled code", { says: "nothing yet", fact: "none" })];
  }
  const size = `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  const shown = shortenHome(folder, home);
  return [
    examined("caches", "compiled code", {
      says: `${size} in ${shown}`,
      fact: size,
      cure: `To be rid of it: rm -r -- ${shellPath(folder)}`,
    }),
  ];
}

/** The same folder as the very start of the command chooses. */
function cacheFolder(environment: World["environment"], home: string): string {
  const own = environment["FLEET_CACHE_DIR"];
  if (own !== undefined && isAbsolute(own)) return join(own, "compile");
  const shared = environment["XDG_CACHE_HOME"];
  return join(
    shared !== undefined && isAbsolute(shared) ? shared : join(home, ".cache"),
    "fleet",
    "compile",
  );
}

/** The bytes of all files in a folder, links not followed; undefined where it is none, or may not be read. */
function measure(disk: Disk, folder: string): number | undefined {
  if (disk.inspect(folder)?.kind !== "folder") return undefined;
  let bytes = 0;
  let entries = 0;
  const open = [folder];
  try {
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const { name, kind } of disk.list(next)) {
        entries += 1;
        if (entries > countedEntries) return bytes;
        const path = join(next, name);
        if (kind === "folder") open.push(path);
        if (kind === "file") bytes += disk.inspect(path)?.size ?? 0;
      }
    }
  } catch {
    return undefined;
  }
  return bytes;
}
