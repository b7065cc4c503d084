import type { ResolvedHost } from "@fleet/core";
import { join } from "pathe";
import { decodeText } from "../disk/bytes.ts";
import { readLocalFile } from "../disk/local-file.ts";
import type { Disk } from "../world/disk.ts";
import { readNixCode } from "./nix-code.ts";
import { listSettings, type NixSetting } from "./nix-settings.ts";

/**
 * Tells what the modules of hosts set, as far as their own texts say so: what they import is not read. Each
 * text is read once, because most hosts share most of their modules.
 */
export function createModuleReader(
  disk: Disk,
  root: string,
): (host: Pick<ResolvedHost, "modules">) => NixSetting[] {
  const known = new Map<string, readonly NixSetting[]>();
  const read = (name: string): readonly NixSetting[] => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const file = readLocalFile(disk, { root, path: join(root, name), name });
    const settings = file.ok ? listSettings(readNixCode(decodeText(file.bytes)).code) : [];
    known.set(name, settings);
    return settings;
  };
  return ({ modules }) => modules.flatMap((module) => ("path" in module ? read(module.path) : []));
}
