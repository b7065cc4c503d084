import type { Fleet } from "@fleet/core";
import { listStrays, type Stray } from "@fleet/core/internal";
import { basename, dirname, join } from "pathe";
import { decodeText } from "../disk/bytes.ts";
import { readLocalFile } from "../disk/local-file.ts";
import type { Disk } from "../world/disk.ts";

/**
 * What imports whatever a folder holds, or builds a path from parts: then nobody can tell what is mentioned.
 * Nothing is looked for without an end: the texts may have been made to be slow.
 */
const importsUnseen = [
  /\b(?:readDir|import-tree|listFilesRecursive|fileset\.toList|ezConfigs)\b/,
  /\b(?:haumea|blueprint|snowfall|nixos-unified|easy-hosts)\b/,
  /(?:^|[\s(=])\.{1,2}\/[\w./-]{0,200}\$\{/m,
  /\+\s*"\/[^"\n]{0,200}\$\{/,
  /\$\{[^}\n]{0,200}\}\.nix\b/,
];

/** More texts than these are not read, nor longer ones, in bytes: then nothing counts as unmentioned. */
const mostTexts = 4000;
const longestText = 1024 * 1024;
const mostBytes = 32 * longestText;

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
  const mentioned: Mentioned = { names: new Set(), parts: new Set() };
  let bytes = 0;
  let open = texts.filter((file) => !unsure.has(file));
  while (open.length > 0 && unsure.size > 0) {
    for (const file of open) {
      const text = readText(disk, root, file);
      bytes += text?.length ?? mostBytes;
      if (text === undefined || bytes > mostBytes) return [];
      if (importsUnseen.some((pattern) => pattern.test(text))) return [];
      collectNames(text, mentioned);
    }
    open = [...unsure].filter((file) => isMentioned(file, mentioned));
    for (const file of open) unsure.delete(file);
  }
  return strays.flatMap((stray) => {
    const left = stray.files.filter((file) => unsure.has(file));
    return left.length === 0 ? [] : [{ ...stray, files: left }];
  });
}

/** The names that texts have in them, such as `ben.nix`, and those of them that are parts of paths. */
interface Mentioned {
  readonly names: Set<string>;
  readonly parts: Set<string>;
}

function collectNames(text: string, { names, parts }: Mentioned): void {
  for (const { 0: word, index } of text.matchAll(/[\w.-]+/g)) {
    // A sentence may end behind it.
    const name = word.endsWith(".") ? word.slice(0, -1) : word;
    names.add(name);
    const before = text.charAt(index - 1);
    if (before === "/" || before === '"') parts.add(name);
  }
}

/** Whether texts name a file as Nix would: by its name, or by that of the folder that it stands for. */
function isMentioned(file: string, { names, parts }: Mentioned): boolean {
  const name = basename(file);
  return name === "default.nix" ? parts.has(basename(dirname(file))) : names.has(name);
}

/** What leads out of the root is nothing that Nix would see, and nobody's to read; undefined where it is too long. */
function readText(disk: Disk, root: string, name: string): string | undefined {
  const path = join(root, name);
  const size = sizeOf(disk, path);
  if (size !== undefined && size > longestText) return undefined;
  const file = readLocalFile(disk, { root, path, name });
  return file.ok ? decodeText(file.bytes) : "";
}

function sizeOf(disk: Disk, path: string): number | undefined {
  try {
    return disk.follow(path)?.size;
  } catch {
    return undefined;
  }
}
