import { isAbsolute, join } from "pathe";
import type { World } from "./world.ts";

/** The path of a program in PATH. Folders that are named from the current one are not looked at. */
export function findProgram(
  { disk, environment }: Pick<World, "disk" | "environment">,
  name: string,
): string | undefined {
  return (environment["PATH"] ?? "")
    .split(":")
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, name))
    .find(disk.isProgram);
}
