import { type Diagnostic, renderJson, renderReport } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import type { Debt } from "@fleet/secrets";
import { locateInProject, type RewriteTask, type SecretsProject } from "@fleet/sops";
import { chooseExitCode } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import { describeChangedFiles, renderChange } from "../views/change-report.ts";
import type { Change } from "./file-change.ts";

/** What came of a command that changes files, as far as it got. */
export interface ChangeOutcome {
  readonly diagnostics: readonly Diagnostic[];
  readonly opened: SecretsProject;
  /** What was, or would be, to be done. */
  readonly planned: readonly RewriteTask[];
  /** What was done. */
  readonly done: readonly RewriteTask[];
  /** Whether it got to its end, although single files may have failed. */
  readonly isDone: boolean;
  readonly owed: readonly Debt[];
}

interface Concluded {
  readonly change: Change;
  readonly project: Project;
  readonly outcome: Partial<ChangeOutcome>;
}

/** Says what was done: findings go to the standard error, the rest to the output. */
export async function concludeChange(
  { options, terminal }: Invocation,
  { change, project, outcome }: Concluded,
): Promise<CommandResult> {
  const findings = await locateInProject(project, outcome.diagnostics ?? []);
  const exitCode = chooseExitCode(findings);
  const { planned = [], done = [], owed = [] } = outcome;
  if (options.has("json")) {
    const files = describeChangedFiles({ kind: change.kind, planned, done });
    const more = { written: done.length > 0, files, owed };
    return { exitCode, stdout: renderJson(findings, more), stderr: "" };
  }
  const { hasColour, version } = terminal;
  const report = { ...project, findings, hasColour: hasColour.stderr, version };
  return {
    exitCode,
    stdout: describeOutcome(options, change, outcome),
    stderr: renderReport(report, "pretty"),
  };
}

function describeOutcome(
  options: Invocation["options"],
  change: Change,
  { opened, planned, done = [], isDone = false }: Partial<ChangeOutcome>,
): string {
  if (opened === undefined || planned === undefined) return "";
  const isDry = options.has("dry-run");
  const tasks = isDry ? planned : done;
  // Who was asked has seen the plan.
  const isPlanShown = (isDry || options.has("yes")) && tasks.length > 0;
  return renderChange({
    kind: change.kind,
    planned,
    done,
    isDry,
    isDone,
    encrypted: opened.status.files.filter(({ file }) => file.header !== undefined).length,
    plan: isPlanShown ? change.describe(opened, tasks) : "",
  });
}
