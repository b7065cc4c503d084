import { fleetJsonPath } from "@fleet/codegen";
import { emptyLedger } from "@fleet/core/internal";
import { isError } from "@fleet/diagnostics";
import { compileFleet } from "../../../project/src/compile.ts";
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
  const lock = { secrets: undefined, uids: emptyLedger, others: {} };
  const {
    fleet,
    files: generated,
    diagnostics,
  } = await compileFleet(declaration, async () => ({
    surroundings: {
      files: new Set(files),
      tracked: undefined,
      contents: new Map(),
      ledger: emptyLedger,
    },
    sources: new Map(),
    lock: { ...lock, text: undefined, diagnostics: [] },
    diagnostics: [],
  }));
  const json = generated.find(({ path }) => path === fleetJsonPath)?.contents;
  if (fleet === undefined || json === undefined) {
    throw new Error(
      diagnostics
        .filter(isError)
        .map(({ message }) => message)
        .join("\n"),
    );
  }
  return { fleet, json };
}
