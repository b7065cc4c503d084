import type { Disk } from "@fleet/project";
import { listRootFiles } from "@fleet/project/internal";
import { dirname, join } from "pathe";

/** The folder is beside the packages in a checkout, and beside the command where all is bundled. */
const library = import.meta.url.endsWith(".ts") ? "../../../../nix/lib/" : "./nix/lib/";

/** Copies all of fleet's own Nix into a folder: a flake cannot see files elsewhere. */
export function copyLibrary(disk: Disk, target: string): void {
  const folder = decodeURIComponent(new URL(library, import.meta.url).pathname);
  for (const path of listRootFiles(disk, folder)) {
    const to = join(target, path);
    disk.makeFolder(dirname(to));
    // A copy would be as closed to writing as the store is, and could not be removed.
    disk.create(to, disk.read(join(folder, path)));
  }
}
