import { fleetIndexPath } from "@fleet/codegen";
import { listAllotments } from "@fleet/core/internal";
import { type Finding, isError, renderJson } from "@fleet/diagnostics";
import { openProject, type Project, type WrittenFleet, writeFleet } from "@fleet/project";
import { decodeText, type FileChange, isDrift, isUnseen, lockPath } from "@fleet/project/internal";
import { chooseExitCode } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import { renderForPeople } from "../command/command-report.ts";
import { searchPlace } from "../command/search-place.ts";
import { describeAccepted } from "../views/accepted-findings.ts";
import { describeGeneration, type FileDifference, renderGeneration } from "../views/generation.ts";
import {
  type CompletedChange,
  completeInterrupted,
  describeCompleted,
  tellInterrupted,
} from "./life/interrupted.ts";
import { refuse } from "./life/refusal.ts";

/** Computes the fleet and brings its generated files in line. */
export async function generate(invocation: Invocation): Promise<CommandResult> {
  const { options } = invocation;
  const open = () =>
    openProject(invocation.world, {
      ...searchPlace(invocation),
      mayStartAnew: options.has("force"),
    });
  let project = await open();
  const completed = isWriting(invocation) ? await completeInterrupted(project) : undefined;
  if (completed?.isDone === false) return refuse(invocation, project, completed.diagnostics);
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
    exitCode: exitCode === 0 && hasDrift ? 1 : exitCode,
    ...withCompleted(completed, await describeOutcome(invocation, project, outcome), options),
  };
}

/** Says first what an earlier run had begun. */
function withCompleted(
  completed: CompletedChange | undefined,
  told: { readonly stdout: string; readonly stderr: string },
  options: Invocation["options"],
) {
  if (completed?.title === undefined || options.has("json")) return told;
  return { ...told, stdout: `${describeCompleted(completed.title)}${told.stdout}` };
}

function isWriting({ options }: Invocation): boolean {
  return !options.has("check") && !options.has("dry-run");
}

/** Findings go to the standard error, the rest to the output. */
async function describeOutcome(
  invocation: Invocation,
  project: Project,
  { changes, findings, accepted, isStopped: isFailed }: WrittenFleet,
): Promise<{ stdout: string; stderr: string }> {
  const { options, terminal } = invocation;
  const isChecking = options.has("check");
  const { fleet } = project;
  const isChanging = fleet !== undefined && !isFailed && changes.some(isReplacing);
  // Most runs change nothing, and need not load what says what changes.
  const means = isChanging ? await import("./generated-changes.ts") : undefined;
  const told = fleet && means?.tellChanges(fleet, changes);
  const generation = {
    isWriting: isWriting(invocation),
    isFailed,
    changes,
    allotments:
      fleet === undefined || isFailed
        ? []
        : listAllotments({ ...fleet, recorded: fleet.lock.uids }),
  };
  if (options.has("json")) {
    return {
      stdout: renderJson(findings, {
        ...describeGeneration(generation),
        plan: told?.json ?? null,
        accepted: describeAccepted(accepted),
      }),
      stderr: "",
    };
  }
  const { width } = terminal;
  const closing = generation.isWriting ? describeEnd(findings, isFailed) : "";
  return {
    stdout: renderGeneration({
      ...generation,
      prefix: project.prefix,
      differences: isChecking ? await listDifferences(changes) : [],
      fleet: isChecking ? undefined : fleet,
      means: told?.render(width?.stdout) ?? "",
      width: width?.stdout,
    }),
    stderr: `${renderForPeople(terminal, project, findings)}${closing}`,
  };
}

/** Whether a file takes the place of one that says something of the fleet before. */
function isReplacing(change: FileChange): boolean {
  return isDrift(change) && change.before !== undefined && change.path !== lockPath;
}

/** What was done in the face of errors: those that are not about the declaration keep nothing from being written. */
function describeEnd(findings: readonly Finding[], isFailed: boolean): string {
  if (isFailed) return "Nothing was written.\n";
  if (findings.some(isUnseen)) {
    return "What is declared was written all the same, but for files that were not seen because of these errors.\n";
  }
  return findings.some(isError)
    ? "What is declared was written all the same: these errors are about other things.\n"
    : "";
}

/** Of a file that is new or goes, nobody needs to see all the lines; of an index, which is all digests, any. */
async function listDifferences(changes: readonly FileChange[]): Promise<FileDifference[]> {
  const { diffTexts, hideDigests } = await import("../views/text-diff.ts");
  const read = (bytes: Uint8Array) => hideDigests(decodeText(bytes));
  return changes.flatMap(({ path, kind, before, after }) => {
    if (kind !== "updated" || path === fleetIndexPath) return [];
    if (before === undefined || after === undefined) return [];
    return [{ path, lines: diffTexts(read(before), read(after)) }];
  });
}
