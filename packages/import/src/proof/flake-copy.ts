import type { Disk, World } from "@fleet/project";
import { findRepository, listRootFiles, listTrackedFiles } from "@fleet/project/internal";
import { dirname, join, relative } from "pathe";

/** A copy of what Nix sees of a flake. */
export interface FlakeCopy {
  /** The folder of the copy: absolute. */
  readonly folder: string;
  /** The folder of `flake.nix` in it; "" for the copy itself. */
  readonly flakePath: string;
  /** The folder of the fleet in it; "" for the copy itself. */
  readonly rootPath: string;
}

/** What to copy. */
export interface CopiedFlake {
  /** The folder of `flake.nix`. */
  readonly directory: string;
  /** The folder of the fleet: the same, or one of the same repository. */
  readonly root: string;
  /** Where the copy goes: a folder that is not there yet. */
  readonly target: string;
}

/**
 * Copies the files of a flake as a flake sees them: what git tracks, as it is in the work tree, or all where there is
 * no git. What a link leads to is copied in its place, unless that lies outside.
 */
export async function copyFlake(
  world: World,
  { directory, root, target }: CopiedFlake,
): Promise<FlakeCopy> {
  const { disk } = world;
  const top = findRepository(disk, directory) ?? directory;
  const { tracked } = await listTrackedFiles(world, top);
  const paths = tracked ?? listRootFiles(disk, top);
  disk.makeFolder(target, 0o700);
  const copier = { disk, top: disk.resolve(top), target, folders: new Set<string>() };
  for (const path of paths) copyEntry(copier, join(top, path), path);
  return { folder: target, flakePath: relative(top, directory), rootPath: relative(top, root) };
}

interface Copier {
  readonly disk: Disk;
  /** At the end of all links. */
  readonly top: string;
  readonly target: string;
  /** Those that have been made. */
  readonly folders: Set<string>;
}

/** What was deleted and not told to git is passed over, and so are submodules, of which a flake sees nothing. */
function copyEntry(copier: Copier, from: string, path: string): void {
  const { disk } = copier;
  const isLink = disk.inspect(from)?.kind === "link";
  const kind = disk.follow(from)?.kind;
  if (kind === "file") copyFile(copier, isLink ? disk.resolve(from) : from, path);
  if (kind !== "folder" || !isLink) return;
  const folder = disk.resolve(from);
  if (!isInside(copier, folder)) return;
  for (const file of listRootFiles(disk, folder)) {
    copyFile(copier, disk.resolve(join(folder, file)), `${path}/${file}`);
  }
}

function copyFile(copier: Copier, from: string, path: string): void {
  const { disk, target, folders } = copier;
  const to = join(target, path);
  const folder = dirname(to);
  if (!isInside(copier, disk.resolve(from)) || disk.inspect(to) !== undefined) return;
  if (!folders.has(folder)) disk.makeFolder(folder);
  folders.add(folder);
  disk.copy(from, to);
}

function isInside({ top }: Copier, path: string): boolean {
  return path === top || path.startsWith(top === "/" ? top : `${top}/`);
}
