import type { FoundModule } from "../../found/found-home.ts";
import type { ComparedPlace } from "./compared-values.ts";
import { compareSets } from "./compared-values.ts";

/**
 * Compares of which files of the flake a system or home is put together, and says whether they are the same. Others'
 * modules, and what stands in `flake.nix` itself, have no name by which they could be told.
 */
export function compareModules(
  place: ComparedPlace,
  before: readonly FoundModule[] | null,
  after: readonly FoundModule[] | null,
): boolean {
  if (before === null || after === null) return true;
  const old = pathsOf(before);
  const now = pathsOf(after);
  // What is declared may be only part of them; that part has to be among them.
  const isPart = place.later === "declared" && (now.length === 0 || before.length > old.length);
  if (isPart) place.tally.countLeft(place.kind);
  const expected = isPart ? old.filter((path) => now.includes(path)) : old;
  return compareSets(place, {
    name: ["imports"],
    before: expected,
    after: now,
    gainReason: () => "It was not built from this file.",
    lossReason: () => "It was built from this file.",
  }).isEqual;
}

function pathsOf(modules: readonly FoundModule[]): string[] {
  return modules.flatMap(({ path }) => path ?? []);
}
