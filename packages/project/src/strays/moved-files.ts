import { tellRenames } from "@fleet/core/internal";
import { type Diagnostic, isError } from "@fleet/diagnostics";
import { knownCodes } from "../acceptances.ts";
import type { Compilation, Gathered } from "../compile.ts";
import { isAboutUids } from "../uids/uid-codes.ts";
import type { World } from "../world/world.ts";
import { listUnmentioned } from "./unmentioned.ts";

/**
 * What a declaration came to, where a file that is missing beside one of nobody is told as a rename. Nothing
 * is looked at where the declaration itself is wrong.
 */
export function tellMovedFiles(
  { disk }: World,
  compilation: Compilation,
  { root, surroundings }: Pick<Gathered, "surroundings"> & { readonly root: string },
): Compilation {
  const { fleet, diagnostics } = compilation;
  if (fleet === undefined || isWrong(diagnostics)) return compilation;
  const { files } = surroundings;
  const strays = listUnmentioned(disk, { root, fleet: fleet.declared, files });
  if (strays.length === 0) return compilation;
  const around = { fleet: fleet.declared, strays, known: surroundings };
  return { ...compilation, diagnostics: tellRenames(diagnostics, around).diagnostics };
}

/** Whether the declaration is wrong: then who and what is declared is not known. */
export function isWrong(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(
    (one) => isError(one) && !isAboutUids(one) && knownCodes().get(one.code)?.stage !== "disk",
  );
}
