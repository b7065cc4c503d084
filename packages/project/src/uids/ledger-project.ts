import { isError } from "@fleet/diagnostics";
import type { LockedFleet } from "../compile.ts";
import type { ConfigFile, SearchPlace } from "../load/config-file.ts";
import { openProject, type Project } from "../project.ts";
import type { World } from "../world/world.ts";

/** A fleet whose uids can be told. */
export interface LedgerProject {
  readonly project: Project;
  /** Undefined where the findings of the project leave too little to go by. */
  readonly opened: { readonly config: ConfigFile; readonly fleet: LockedFleet } | undefined;
}

/** What is wrong with uids themselves keeps nobody from looking at them: that is how it is mended. */
const aboutUids: ReadonlySet<string> = new Set([
  "core/uid-needed",
  "core/uid-off-nixos",
  "core/uid-out-of-range",
  "core/uid-range-full",
  "core/uid-taken",
]);

/** Computes a fleet for its uids. With other errors, people who are there might seem to be gone. */
export async function openLedger(world: World, place: SearchPlace): Promise<LedgerProject> {
  const project = await openProject(world, place);
  const { config, fleet, findings } = project;
  const isBroken = findings.some((finding) => isError(finding) && !aboutUids.has(finding.code));
  const opened =
    config === undefined || fleet === undefined || isBroken ? undefined : { config, fleet };
  return { project, opened };
}
