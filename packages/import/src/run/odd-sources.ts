import { type Diagnostic, quote } from "@fleet/diagnostics";
import type { Disk } from "@fleet/project";
import { join } from "pathe";
import { importCodes } from "../codes.ts";
import type { ImportSource } from "./import-options.ts";

/** The files in the folder of a fleet by which sources are known, and whose they are. */
const files: readonly { readonly name: string; readonly sources: readonly ImportSource[] }[] = [
  { name: "flake.nix", sources: ["flake", "clan"] },
  { name: ".sops.yaml", sources: ["sops"] },
  { name: "secrets.nix", sources: ["agenix"] },
  { name: "inventory.json", sources: ["clan"] },
];

/** Names what stands in the place of a file and is none: it is not read, and would be taken for not there. */
export function describeOddSources(
  disk: Disk,
  root: string,
  wanted: ReadonlySet<ImportSource>,
): Diagnostic[] {
  return files.flatMap(({ name, sources }) => {
    if (!sources.some((source) => wanted.has(source))) return [];
    const what = nameOdd(disk, join(root, name));
    if (what === undefined) return [];
    const message = `${quote(name)} is ${what}, and no file: nothing of it was read.`;
    const help = "Put the file itself there, or delete what is there.";
    return [importCodes.create("unread-source", message, { file: name, help })];
  });
}

function nameOdd(disk: Disk, path: string): string | undefined {
  try {
    if (disk.inspect(path) === undefined) return undefined;
    const kind = disk.follow(path)?.kind;
    if (kind === undefined) return "a link that leads nowhere, or in a circle";
    if (kind === "other") return "a pipe, socket or device";
    // Nix takes a folder for the file in it, but never for a flake.
    const isNix = path.endsWith("/secrets.nix");
    const isRead = isNix && disk.follow(join(path, "default.nix"))?.kind === "file";
    return kind === "folder" && !isRead ? "a folder" : undefined;
  } catch {
    return "out of reach";
  }
}
