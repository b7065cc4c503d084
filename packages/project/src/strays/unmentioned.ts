import type { Fleet } from "@fleet/core";
import { listStrays, type Stray } from "@fleet/core/internal";
import { basename, dirname, join } from "pathe";
import { decodeText } from "../disk/bytes.ts";
import { readLocalFile } from "../disk/local-file.ts";
import type { Disk } from "../world/disk.ts";
import {
  addFolderImports,
  type FolderImports,
  importedWith,
  startFolderImports,
} from "./folder-imports.ts";
import { readNixCode } from "./nix-code.ts";

/** More texts than these are not read, nor longer ones, in bytes: then nothing is looked for. */
const mostTexts = 4000;
const longestText = 1024 * 1024;
const mostBytes = 32 * longestText;

/** What is looked at: the files of the fleet's folder, and its declaration. */
interface LookedAt {
  readonly root: string;
  readonly fleet: Fleet;
  readonly files: ReadonlySet<string>;
}

/** The files of nobody, and which of them nobody could look for. */
export interface StrayLook {
  /** Those that no other Nix file mentions. */
  readonly strays: readonly Stray[];
  /** The folders that are imported whole, or by parts of paths, and hold files of nobody. In order. */
  readonly imported: readonly string[];
  /** Whether there is more Nix than is read, and files that it may mention. */
  readonly isCut: boolean;
}

/** The files of nobody that no other Nix file mentions, as far as that can be told. */
export function listUnmentioned(disk: Disk, at: LookedAt): readonly Stray[] {
  return lookForStrays(disk, at).strays;
}

/**
 * Looks for the files of nobody that no other Nix file mentions or imports with its folder. Texts are read only
 * where there are such files at all. One that only another of them mentions is unmentioned as well.
 */
export function lookForStrays(disk: Disk, { root, fleet, files }: LookedAt): StrayLook {
  const strays = listStrays(fleet, files);
  const unsure = new Set(strays.flatMap((stray) => stray.files));
  const imported = new Set<string>();
  const isRead = strays.length === 0 || settle(disk, { root, files, unsure, imported });
  if (!isRead) return { strays: [], imported: [], isCut: true };
  const left = strays.flatMap((stray) => {
    const unmentioned = stray.files.filter((file) => unsure.has(file));
    return unmentioned.length === 0 ? [] : [{ ...stray, files: unmentioned }];
  });
  return { strays: left, imported: [...imported].sort(), isCut: false };
}

interface Unsettled extends Pick<LookedAt, "root" | "files"> {
  /** The files of which nothing is known yet; those that are left are unmentioned. */
  readonly unsure: Set<string>;
  /** The folders with which some of them are imported. */
  readonly imported: Set<string>;
}

/** Reads what mentions files, and what that mentions; false where there is more than is read. */
function settle(disk: Disk, { root, files, unsure, imported }: Unsettled): boolean {
  const texts = [...files].filter((file) => file.endsWith(".nix"));
  if (texts.length > mostTexts) return false;
  const mentioned: Mentioned = { names: new Set(), parts: new Set(), ...startFolderImports() };
  let bytes = 0;
  let open = texts.filter((file) => !unsure.has(file));
  while (open.length > 0 && unsure.size > 0) {
    for (const file of open) {
      const text = readText(disk, root, file);
      bytes += text?.length ?? mostBytes;
      if (text === undefined || bytes > mostBytes) return false;
      const nix = readNixCode(text);
      collectNames(nix.said, mentioned);
      addFolderImports(file, nix, mentioned);
    }
    open = [...unsure].filter((file) => {
      const folder = importedWith(file, mentioned);
      if (folder !== undefined) imported.add(folder);
      return folder !== undefined || isMentioned(file, mentioned);
    });
    for (const file of open) unsure.delete(file);
  }
  return true;
}

/** The names that texts have in them, such as `ben.nix`, and those of them that are parts of paths. */
interface Mentioned extends FolderImports {
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
