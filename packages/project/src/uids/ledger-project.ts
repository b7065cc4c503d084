import { type Finding, isError } from "@fleet/diagnostics";
import type { LockedFleet } from "../compile.ts";
import type { ConfigFile, SearchPlace } from "../load/config-file.ts";
import { openProject, type Project } from "../project.ts";
import type { World } from "../world/world.ts";
import { isAboutUids } from "./uid-codes.ts";

/** A fleet whose uids can be told. */
export interface LedgerProject {
  readonly project: Project;
  /** Undefined where the findings of the project leave too little to go by. */
  readonly opened: { readonly config: ConfigFile; readonly fleet: LockedFleet } | undefined;
}

/** Computes a fleet for its uids. With other errors, people who are there might seem to be gone. */
export async function openLedger(world: World, place: SearchPlace): Promise<LedgerProject> {
  const project = await openProject(world, place);
  const { config, fleet, findings } = project;
  const isBroken = findings.some((finding) => isError(finding) && !leavesPeople(finding));
  const opened =
    config === undefined || fleet === undefined || isBroken ? undefined : { config, fleet };
  return { project, opened };
}

/** Whether a finding leaves it clear who is there. What is wrong with uids is mended by looking at them. */
function leavesPeople(finding: Finding): boolean {
  return isAboutUids(finding) || aboutFiles.has(finding.code);
}

const aboutFiles: ReadonlySet<string> = new Set([
  "core/broken-link",
  "core/looks-renamed",
  "core/missing-file",
  "core/untracked-file",
]);
