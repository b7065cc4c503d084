import { compareNames } from "@fleet/diagnostics";
import type { ComputedFleet } from "./computed-fleet.ts";
import type { Digest, Emitter } from "./emitter.ts";
import { emitters } from "./emitters.ts";
import type { GeneratedFile } from "./generated-file.ts";

/** The generated files of a fleet, each rendered when it is first asked for, and never again. */
export interface Emission {
  /** All of them, in the order of their paths. */
  files(): readonly GeneratedFile[];
  /** Those of one emitter, without the work of the others. */
  filesOf(emitter: Emitter): readonly GeneratedFile[];
}

/** Prepares to render a fleet in which nothing is wrong. Default: with all emitters. */
export function createEmission(
  computed: ComputedFleet,
  digest: Digest,
  chosen: readonly Emitter[] = emitters,
): Emission {
  const rendered = new Map<Emitter, readonly GeneratedFile[]>();
  const filesOf = (emitter: Emitter) => {
    const known = rendered.get(emitter) ?? emitter.files(computed, digest);
    rendered.set(emitter, known);
    return known;
  };
  return { filesOf, files: () => sortByPath(chosen.flatMap(filesOf)) };
}

/** Renders all files of a fleet in which nothing is wrong, in the order of their paths. */
export function emitFiles(computed: ComputedFleet, digest: Digest): readonly GeneratedFile[] {
  return createEmission(computed, digest).files();
}

function sortByPath(files: readonly GeneratedFile[]): GeneratedFile[] {
  return [...files].sort((a, b) => compareNames(a.path, b.path));
}
