import { compareNames } from "@fleet/diagnostics";
import type { SeenFiles } from "./debt.ts";

/** From each recipient to its reader, or null when it had none in the declaration; in order. */
export type Named = ReadonlyMap<string, string | null>;

/** The recipients of each file; files that have the same share them. */
export function recipientsByFile(seen: readonly SeenFiles[]): Map<string, Named> {
  const byFile = new Map<string, Named>();
  for (const { recipients, files } of seen) {
    const shared = new Map(Object.entries(recipients));
    for (const file of files) byFile.set(file, shared);
  }
  return byFile;
}

/** The files with the same recipients together, in order of the first of them. */
export function groupFiles(byFile: ReadonlyMap<string, Named>): SeenFiles[] {
  const groups = new Map<string, { recipients: SeenFiles["recipients"]; files: string[] }>();
  const keys = new Map<Named, string>();
  for (const [file, recipients] of [...byFile].sort(([a], [b]) => compareNames(a, b))) {
    const key = keys.get(recipients) ?? JSON.stringify([...recipients]);
    keys.set(recipients, key);
    const group = groups.get(key) ?? { recipients: Object.fromEntries(recipients), files: [] };
    group.files.push(file);
    groups.set(key, group);
  }
  return [...groups.values()];
}
