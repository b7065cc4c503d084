import { createEmission, fleetJsonPath } from "@fleet/codegen";
import { emptyLedger } from "@fleet/core/internal";
import { isError } from "@fleet/diagnostics";
import { memoryWorld } from "@fleet/project";
import { computeFleet as compute, declareFleet } from "@fleet/project/internal";
import type { ComparedFleet } from "../../src/differences/difference.ts";

/** A declaration, and the paths of the files that are around it. */
export interface TestFleet {
  readonly declaration: object;
  readonly files: readonly string[];
}

/** A fleet that was computed, and the text of its `fleet.json`. */
export interface ComputedTestFleet {
  readonly fleet: ComparedFleet;
  readonly json: string;
}

/** Computes a fleet without a disk. Fails where it has errors. */
export async function computeFleet({ declaration, files }: TestFleet): Promise<ComputedTestFleet> {
  const declared = declareFleet(declaration);
  if (declared.value === undefined) throw new Error("bug: the declaration is none");
  const { value: fleet, diagnostics } = await compute(declared.value.fleet, {
    files: new Set(files),
    tracked: undefined,
    contents: new Map(),
    ledger: emptyLedger,
  });
  const errors = [...declared.diagnostics, ...diagnostics].filter(isError);
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  const json = createEmission(fleet, memoryWorld().digest)
    .files()
    .find(({ path }) => path === fleetJsonPath)?.contents;
  if (json === undefined) throw new Error("bug: there is no fleet.json");
  return { fleet, json };
}
