import { emptyLedger } from "@fleet/core/internal";
import type { Diagnostic } from "@fleet/diagnostics";
import { acceptFindings } from "./acceptances.ts";
import { createProblem } from "./codes.ts";
import { compileFleet } from "./compile.ts";
import { declareFleet } from "./compute/declared-fleet.ts";
import { copyPlain } from "./load/plain-value.ts";
import { describeFault } from "./load/value-fault.ts";
import type { Project } from "./project.ts";
import { memoryWorld } from "./world/memory-world.ts";

/**
 * Computes a declaration that is a value in memory, such as one that a test or another program made. No
 * file is looked at: whether Nix files and key files are there is not known, and a warning says so. So hosts
 * and homes have no modules but those that they must have, and no files can be generated.
 */
export async function projectOf(declaration: unknown): Promise<Project> {
  const world = memoryWorld();
  const common = {
    world,
    config: undefined,
    input: declaration,
    tracked: undefined,
    unmerged: new Set<string>(),
    text: undefined,
    readSource: () => undefined,
    prefix: "",
    // Which modules a host has depends on the files that are there.
    files: () => [],
  };
  const { value, diagnostics } = readDeclaration(declaration);
  if (value === undefined)
    return { ...common, fleet: undefined, findings: diagnostics, accepted: [] };
  const lock = { secrets: undefined, uids: emptyLedger, others: {} };
  const compilation = await compileFleet(
    { value, diagnostics },
    {
      surroundings: { files: new Set(), tracked: undefined, contents: new Map() },
      sources: new Map(),
      lock: { ...lock, text: undefined, diagnostics: [] },
      digest: world.digest,
      diagnostics: [],
    },
    { isIgnored: ({ code }) => code === "core/missing-file" },
  );
  return {
    ...common,
    fleet: compilation.fleet,
    ...acceptFindings(compilation.fleet, [describeUnread(), ...compilation.diagnostics]),
  };
}

/** A getter in the declaration runs its author's code when it is read. */
function readDeclaration(declaration: unknown): ReturnType<typeof declareFleet> {
  const copied = copyPlain(declaration);
  if (copied.ok) return declareFleet(copied.value);
  const nowhere = { root: "/", files: new Map() };
  return { value: undefined, diagnostics: [describeFault(copied.fault, nowhere)] };
}

function describeUnread(): Diagnostic {
  const message = "No file was looked at: the declaration is a value in memory.";
  const help = "Open the folder of the fleet to know whether the files that it names are there.";
  return createProblem("files-unread", message, { help });
}
