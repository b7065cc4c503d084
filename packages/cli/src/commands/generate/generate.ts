import { fleetIndexPath } from "@fleet/codegen";
import { renderJson } from "@fleet/diagnostics";
import { decodeText, type FileChange } from "@fleet/project/internal";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { renderForPeople } from "../../command/command-report.ts";
import { type FileDifference, renderGeneration } from "../../views/generation/generation.ts";
import { describeCompleted } from "../life/interrupted.ts";
import {
  type Done,
  describeEnd,
  describeRun,
  generateOnce,
  generationOf,
} from "./generation-run.ts";

/** Computes the fleet and brings its generated files in line; with --watch, again and again. */
export async function generate(invocation: Invocation): Promise<CommandResult> {
  if (invocation.options.has("watch")) {
    const { watchGeneration } = await import("./watch/watch-generation.ts");
    return watchGeneration(invocation);
  }
  const generated = await generateOnce(invocation);
  if (generated.kind === "refused") return generated.result;
  const { exitCode, completed } = generated;
  const told = await describeOutcome(invocation, generated);
  const before =
    completed === undefined || invocation.options.has("json") ? "" : describeCompleted(completed);
  return { exitCode, ...told, stdout: `${before}${told.stdout}` };
}

/** Findings go to the standard error, the rest to the output. */
async function describeOutcome(
  invocation: Invocation,
  done: Done,
): Promise<{ stdout: string; stderr: string }> {
  const { options, terminal } = invocation;
  const { project, outcome, told } = done;
  const { changes, findings, isStopped } = outcome;
  if (options.has("json")) {
    return { stdout: renderJson(findings, describeRun(invocation, done)), stderr: "" };
  }
  const isChecking = options.has("check");
  const { width } = terminal;
  return {
    stdout: renderGeneration({
      ...generationOf(invocation, project, outcome),
      prefix: project.prefix,
      differences: isChecking ? await listDifferences(changes) : [],
      fleet: isChecking ? undefined : project.fleet,
      means: told?.render({ width: width?.stdout }) ?? "",
      width: width?.stdout,
    }),
    stderr:
      renderForPeople(terminal, project, findings) + describeEnd(invocation, findings, isStopped),
  };
}

/** Of a file that is new or goes, nobody needs to see all the lines; of an index, which is all digests, any. */
async function listDifferences(changes: readonly FileChange[]): Promise<FileDifference[]> {
  const { diffTexts, hideDigests } = await import("../../views/generation/text-diff.ts");
  const read = (bytes: Uint8Array) => hideDigests(decodeText(bytes));
  return changes.flatMap(({ path, kind, before, after }) => {
    if (kind !== "updated" || path === fleetIndexPath) return [];
    if (before === undefined || after === undefined) return [];
    return [{ path, lines: diffTexts(read(before), read(after)) }];
  });
}
