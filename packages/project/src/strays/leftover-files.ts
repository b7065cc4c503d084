import { type Diagnostic, quote, shellPath } from "@fleet/diagnostics";
import { basename } from "pathe";
import { createProblem } from "../codes.ts";
import { readTemporary } from "../disk/leftovers.ts";
import type { Project } from "../project.ts";

/** The temporary files of runs that are over, or of which nothing is known, in order. */
export function reportLeftovers({ world, fleet, tracked }: Project): Diagnostic[] {
  return [...(fleet?.files ?? [])].sort().flatMap((file) => {
    const temporary = /\.(?:fleet-)?tmp$/.test(file)
      ? readTemporary(world, basename(file))
      : undefined;
    // What a run at work has there will be gone.
    if (temporary === undefined || temporary.isLeft === false) return [];
    const message = `${quote(file)} is what a run of fleet would have made ${quote(temporary.name)} of, and was left when that was killed.`;
    const remove = tracked?.has(file) === true ? "git rm --quiet --force" : "rm";
    const help = `${temporary.isLeft === true ? "" : "If no run is at work here, on any machine: "}\`${remove} -- ${shellPath(file)}\`.`;
    return [createProblem("leftover-file", message, { file, help })];
  });
}
