import { listAllotments } from "@fleet/core/internal";
import { type Finding, isError } from "@fleet/diagnostics";
import { openProject, type Project, type WrittenFleet, writeFleet } from "@fleet/project";
import { type FileChange, isDrift, isUnseen, lockPath } from "@fleet/project/internal";
import { chooseExitCode } from "../../command/codes.ts";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { searchPlace } from "../../command/search-place.ts";
import { describeAccepted } from "../../views/accepted-findings.ts";
import { describeGeneration, type Generation } from "../../views/generation/generation.ts";
import { completeInterrupted, tellInterrupted } from "../life/interrupted.ts";
import { refuse } from "../life/refusal.ts";
import type { ToldChanges } from "./generated-changes.ts";

/** What a run came to. */
export type Generated =
  | {
      readonly kind: "done";
      readonly exitCode: 0 | 1 | 2;
      readonly project: Project;
      readonly outcome: WrittenFleet;
      /** What an earlier run had begun and this one has completed; undefined where there was nothing. */
      readonly completed: string | undefined;
      /** What it means; undefined where nothing changes. */
      readonly told: ToldChanges | undefined;
    }
  /** A change that was interrupted could not be completed. */
  | { readonly kind: "refused"; readonly result: CommandResult };

/** Computes the fleet once, and brings its generated files in line where that is asked for. */
export async function generateOnce(invocation: Invocation): Promise<Generated> {
  const { options } = invocation;
  const open = () =>
    openProject(invocation.world, {
      ...searchPlace(invocation),
      mayStartAnew: options.has("force"),
    });
  let project = await open();
  const completed = isWriting(invocation) ? await completeInterrupted(project) : undefined;
  if (completed?.isDone === false) {
    return { kind: "refused", result: refuse(invocation, project, completed.diagnostics) };
  }
  if (completed !== undefined) project = await open();
  const written = await writeFleet(project, {
    isForced: options.has("force"),
    isWriting: isWriting(invocation),
  });
  const interrupted = isWriting(invocation) ? [] : await tellInterrupted(project);
  const outcome = { ...written, findings: [...interrupted, ...written.findings] };
  const hasDrift = options.has("check") && outcome.changes.some(isDrift);
  const exitCode = chooseExitCode(outcome.findings);
  return {
    kind: "done",
    exitCode: exitCode === 0 && hasDrift ? 1 : exitCode,
    project,
    outcome,
    completed: completed?.title,
    told: await tellMeaning(project, outcome),
  };
}

async function tellMeaning(
  { fleet }: Project,
  { changes, isStopped }: WrittenFleet,
): Promise<ToldChanges | undefined> {
  if (fleet === undefined || isStopped || !changes.some(isReplacing)) return undefined;
  // Most runs change nothing, and need not load what says what changes.
  const { tellChanges } = await import("./generated-changes.ts");
  return tellChanges(fleet, changes);
}

/** Whether files are written. */
export function isWriting({ options }: Pick<Invocation, "options">): boolean {
  return !options.has("check") && !options.has("dry-run");
}

export type Done = Extract<Generated, { kind: "done" }>;

/** What a run did, for programs: beside the findings. */
export function describeRun(invocation: Invocation, { project, outcome, told }: Done) {
  return {
    ...describeGeneration(generationOf(invocation, project, outcome)),
    plan: told?.json ?? null,
    accepted: describeAccepted(outcome.accepted),
  };
}

/** The same for people. */
export function generationOf(
  invocation: Invocation,
  { fleet }: Project,
  { changes, isStopped: isFailed }: WrittenFleet,
): Generation {
  const hasAllotments = fleet !== undefined && !isFailed;
  return {
    isWriting: isWriting(invocation),
    isFailed,
    changes,
    allotments: hasAllotments ? listAllotments({ ...fleet, recorded: fleet.lock.uids }) : [],
  };
}

/** Whether a file takes the place of one that says something of the fleet before. */
function isReplacing(change: FileChange): boolean {
  return isDrift(change) && change.before !== undefined && change.path !== lockPath;
}

/** What was done in the face of errors: those that are not about the declaration keep nothing from being written. */
export function describeEnd(
  invocation: Pick<Invocation, "options">,
  findings: readonly Finding[],
  isFailed: boolean,
): string {
  if (!isWriting(invocation)) return "";
  if (isFailed) return "Nothing was written.\n";
  if (findings.some(isUnseen)) {
    return "What is declared was written all the same, but for files that were not seen because of these errors.\n";
  }
  return findings.some(isError)
    ? "What is declared was written all the same: these errors are about other things.\n"
    : "";
}
