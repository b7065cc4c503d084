import type { Fleet } from "@fleet/core";
import { listStrays, type Stray } from "@fleet/core/internal";
import { basename, dirname, join } from "pathe";
import { decodeText } from "../disk/bytes.ts";
import type { Disk } from "../world/disk.ts";

/** What imports whatever a folder holds, or builds a path from parts: then nobody can tell what is mentioned. */
const importsUnseen = [
  /\b(?:readDir|import-tree|listFilesRecursive|fileset\.toList|ezConfigs)\b/,
  /\b(?:haumea|blueprint|snowfall|nixos-unified|easy-hosts)\b/,
  /(?:^|[\s(=])\.{1,2}\/[\w./-]*\$\{/m,
  /\+\s*"\/[^"\n]*\$\{/,
  /\$\{[^}\n]*\}\.nix\b/,
];

/** More texts than these are not read: then nothing counts as unmentioned. */
const mostTexts = 4000;
/** In bytes. */
const longestText = 1024 * 1024;

/**
 * The files of nobody that no other Nix file mentions. Texts are read only where there are such files at all.
 * One that only another of them mentions is unmentioned as well.
 */
export function listUnmentioned(
  disk: Disk,
  {
    root,
    fleet,
    files,
  }: { readonly root: string; readonly fleet: Fleet; readonly files: ReadonlySet<string> },
): Stray[] {
  const strays = listStrays(fleet, files);
  if (strays.length === 0) return [];
  const unsure = new Set(strays.flatMap((stray) => stray.files));
  const texts = [...files].filter((file) => file.endsWith(".nix"));
  if (texts.length > mostTexts) return [];
  let open = texts.filter((file) => !unsure.has(file));
  while (open.length > 0 && unsure.size > 0) {
    const read = open.map((file) => readText(disk, join(root, file)));
    if (
      read.some((text) => text === undefined || importsUnseen.some((pattern) => pattern.test(text)))
    )
      return [];
    const found = [...unsure].filter((file) => {
      const mention = mentionOf(file);
      return read.some((text) => text !== undefined && mention.test(text));
    });
    for (const file of found) unsure.delete(file);
    open = found;
  }
  return strays.flatMap((stray) => {
    const left = stray.files.filter((file) => unsure.has(file));
    return left.length === 0 ? [] : [{ ...stray, files: left }];
  });
}

/** How Nix would name a file: by its name, or by that of the folder that it stands for. */
function mentionOf(file: string): RegExp {
  const name = basename(file);
  const escaped = (text: string) => text.replace(/[^\w-]/g, "\\$&");
  if (name !== "default.nix") return new RegExp(`(?<![\\w-])${escaped(name)}(?![\\w-])`);
  const folder = escaped(basename(dirname(file)));
  return new RegExp(`[/"]${folder}(?:/default\\.nix)?(?![\\w.-])`);
}

function readText(disk: Disk, path: string): string | undefined {
  try {
    const entry = disk.follow(path);
    if (entry?.kind !== "file" || entry.size > longestText) return undefined;
    return decodeText(disk.read(path));
  } catch {
    return undefined;
  }
}
