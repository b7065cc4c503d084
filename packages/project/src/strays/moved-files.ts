import { fleetJsonPath, readFleetJson } from "@fleet/codegen";
import {
  collectKeys,
  isGap,
  listOwnerKeys,
  listStrays,
  type OwnerKeys,
  ownerName,
  type RenameSigns,
  type Stray,
  tellRenames,
} from "@fleet/core/internal";
import { type Diagnostic, isError } from "@fleet/diagnostics";
import { join } from "pathe";
import { knownCodes } from "../acceptances.ts";
import type { Compilation, Gathered } from "../compile.ts";
import { decodeText } from "../disk/bytes.ts";
import { readLocalFile } from "../disk/local-file.ts";
import { isAboutUids } from "../uids/uid-codes.ts";
import type { World } from "../world/world.ts";
import { listUnmentioned } from "./unmentioned.ts";

/**
 * What a declaration came to, where a file that is missing beside one of nobody is told as a rename. Where the
 * declaration itself is wrong as well, what it would have said of somebody is nobody's.
 */
export function tellMovedFiles(
  world: World,
  compilation: Compilation,
  { root, surroundings }: Pick<Gathered, "surroundings"> & { readonly root: string },
): Compilation {
  const { fleet, diagnostics } = compilation;
  if (fleet === undefined) return compilation;
  const signs = readSigns(world, { root, fleet: fleet.declared, known: surroundings });
  if (signs.all.length === 0) return compilation;
  return { ...compilation, diagnostics: tellRenames(diagnostics, signs).diagnostics };
}

/** All that renames are told from: the files, and the keys of the fleet.json of before. */
export function readSigns(
  world: World,
  { root, fleet, known }: Pick<RenameSigns, "fleet" | "known"> & { readonly root: string },
): RenameSigns & { readonly all: readonly Stray[] } {
  const isSeen = ({ kind, id }: Stray) => !isGap(fleet.gaps, [`${kind}s`, id]);
  const all = listStrays(fleet, known.files).filter(isSeen);
  if (all.length === 0) return { fleet, known, all, strays: [] };
  const unmentioned = listUnmentioned(world.disk, { root, fleet, files: known.files });
  const before = readEarlierKeys(world, root);
  const keys = { before, now: listOwnerKeys(fleet) };
  return { fleet, known, all, strays: unmentioned.filter(isSeen), keys };
}

/** Whose keys the fleet.json on the disk has, which may be of a time before a rename. */
function readEarlierKeys(world: World, root: string): OwnerKeys {
  const path = join(root, fleetJsonPath);
  const file =
    world.disk.follow(path) === undefined
      ? undefined
      : readLocalFile(world.disk, { root, path, name: fleetJsonPath });
  const { value } = file?.ok === true ? readFleetJson(decodeText(file.bytes)) : {};
  const keys = new Map<string, string[]>();
  const add = (name: string, own: readonly (string | undefined)[]) => {
    keys.set(name, [...(keys.get(name) ?? []), ...own.filter((key) => key !== undefined)]);
  };
  for (const { id, sshHostKey, accounts } of value?.hosts.values() ?? []) {
    add(ownerName("host", id), [sshHostKey]);
    for (const { user, sshKeys = [] } of accounts.values()) {
      add(
        ownerName("user", user),
        sshKeys.filter((key) => typeof key === "string"),
      );
    }
  }
  for (const known of [value?.secretKeys, value?.secretSshKeys]) {
    for (const [name, own] of known ?? []) add(name, own);
  }
  return new Map([...keys].map(([name, own]) => [name, collectKeys(own)]));
}

/** Whether the declaration is wrong: then who and what is declared is not known. */
export function isWrong(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(
    (one) => isError(one) && !isAboutUids(one) && knownCodes().get(one.code)?.stage !== "disk",
  );
}
