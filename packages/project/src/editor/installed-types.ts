import { dirname, join } from "pathe";
import { decodeText } from "../disk/bytes.ts";
import type { Disk } from "../world/disk.ts";

/** The package whose types a config is written by. */
export const typedPackage = "@fleet/core";

/** A package that is installed beside or above a folder. */
export interface InstalledPackage {
  /** The absolute path of its `package.json`. */
  readonly manifest: string;
  /** What its `package.json` says; undefined where it says none. */
  readonly version: string | undefined;
}

/** The folders in which Node and TypeScript look for packages, from the nearest on. */
export function packageFolders(folder: string): string[] {
  const above = dirname(folder);
  const rest = above === folder ? [] : packageFolders(above);
  return [join(folder, "node_modules"), ...rest];
}

/** The `@fleet/core` that is installed for a folder; undefined where none is. */
export function findInstalled(disk: Disk, folder: string): InstalledPackage | undefined {
  const manifest = packageFolders(folder)
    .map((packages) => join(packages, typedPackage, "package.json"))
    .find((path) => disk.follow(path)?.kind === "file");
  return manifest === undefined ? undefined : { manifest, version: readVersion(disk, manifest) };
}

/** No `package.json` is as large, in bytes. */
const sizeLimit = 1024 * 1024;

function readVersion(disk: Disk, manifest: string): string | undefined {
  try {
    if ((disk.follow(manifest)?.size ?? 0) > sizeLimit) return undefined;
    const content: unknown = JSON.parse(decodeText(disk.read(manifest)));
    const version: unknown = Object(content).version;
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}
