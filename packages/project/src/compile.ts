import { type ComputedFleet, createEmission, type Emission } from "@fleet/codegen";
import type { Surroundings } from "@fleet/core";
import { type Diagnostic, isError, type Outcome, sortDiagnostics } from "@fleet/diagnostics";
import { checkAcceptances } from "./acceptances.ts";
import { computeFleet } from "./compute/computed-fleet.ts";
import type { DeclaredFleet } from "./compute/declared-fleet.ts";
import { isOfDeclaration } from "./disk-errors.ts";
import type { LockFile } from "./lock/lock-file.ts";
import { moveLock } from "./lock/moved-lock.ts";
import type { World } from "./world/world.ts";

/** What a declaration comes to. */
export interface Compilation {
  /** The fleet and what was computed from it; undefined where the declaration holds none. */
  readonly fleet: LockedFleet | undefined;
  /** The files to write, rendered when they are asked for; undefined where an error stands in the way (see `isOfDeclaration`). */
  readonly emission: Emission | undefined;
  /** Every finding once, in the order of the places, then of the codes. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A computed fleet, with what is remembered of the runs before. */
export interface LockedFleet extends ComputedFleet {
  readonly lock: LockFile;
}

/** What was found around a declaration. */
export interface Gathered {
  readonly surroundings: Surroundings;
  /** The sha256 of each local file that the fleet came from, in hexadecimal, by path from the root. */
  readonly sources: ReadonlyMap<string, string>;
  readonly lock: LockFile;
  readonly digest: World["digest"];
  /** Folders that may not be read. Default: none. */
  readonly closed?: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Puts the stages together: what was declared, what was gathered around it, and what follows from both.
 * What `isIgnored` does not count as found.
 */
export async function compileFleet(
  declared: Outcome<DeclaredFleet>,
  { surroundings, sources, lock, digest, closed = [], diagnostics }: Gathered,
  { isIgnored = () => false }: { readonly isIgnored?: (found: Diagnostic) => boolean } = {},
): Promise<Compilation> {
  const computed = await computeFleet(declared.value.fleet, surroundings, sources);
  const moved = await moveLock(lock, declared.value.fleet);
  const fleet = { ...computed.value, lock: moved };
  const all = [
    ...declared.diagnostics,
    ...diagnostics,
    ...checkAcceptances(computed.value),
    ...computed.diagnostics.filter(
      (found) => !followsFromDamage(found, lock) && !isBehind(closed, found) && !isIgnored(found),
    ),
  ];
  const emission = all.some(isOfDeclaration) ? undefined : createEmission(fleet, digest);
  return { fleet, emission, diagnostics: sortDiagnostics(all) };
}

/** A file of a folder that may not be read is not missing for all that anybody knows. */
function isBehind(closed: readonly string[], { code, message }: Diagnostic): boolean {
  if (code !== "core/missing-file") return false;
  return closed.some((folder) => message.includes(`"${folder}/`));
}

/** Where the ledger cannot be read, nobody can say who has a uid already, and needs none. */
function followsFromDamage({ code }: Diagnostic, { diagnostics }: LockFile): boolean {
  return code === "core/uid-needed" && diagnostics.some(isError);
}
