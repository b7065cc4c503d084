import type { Diagnostic } from "@fleet/diagnostics";
import { renderJson, renderReport } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import type { Debt } from "@fleet/secrets";
import type { RewriteTask } from "@fleet/sops";
import { locateInProject, type SecretsProject } from "@fleet/sops";
import { chooseExitCode } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import type { Change } from "../commands/file-change.ts";

/** What came of a command that changes files, as far as it got. */
export interface Outcome {
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
  readonly outcome: Partial<Outcome>;
}

/** Says what was done: findings go to the standard error, the rest to the output. */
export async function concludeChange(
  { options, terminal }: Invocation,
  { change, project, outcome }: Concluded,
): Promise<CommandResult> {
  const findings = await locateInProject(project, outcome.diagnostics ?? []);
  const exitCode = chooseExitCode(findings);
  if (options.has("json")) {
    const more = {
      written: (outcome.done ?? []).length > 0,
      files: describeFiles(change, outcome),
      owed: outcome.owed ?? [],
    };
    return { exitCode, stdout: renderJson(findings, more), stderr: "" };
  }
  const { hasColour, version } = terminal;
  const report = { ...project, findings, hasColour: hasColour.stderr, version };
  return {
    exitCode,
    stdout: describeOutcome(change, outcome, {
      isDry: options.has("dry-run"),
      // Who was asked has seen the plan.
      isPlanShown: options.has("dry-run") || options.has("yes"),
    }),
    stderr: renderReport(report, "pretty"),
  };
}

function describeOutcome(
  change: Change,
  outcome: Partial<Outcome>,
  { isDry, isPlanShown }: { readonly isDry: boolean; readonly isPlanShown: boolean },
): string {
  const { opened, planned, done = [], isDone = false } = outcome;
  if (opened === undefined || planned === undefined) return "";
  const files = opened.status.files.filter(({ file }) => file.header !== undefined).length;
  if (planned.length === 0) {
    return change.kind === "sync"
      ? `Nothing to do: of ${countOf(files)}, all have the readers that are declared.\n`
      : "Nothing to do: no file owes a new data key.\n";
  }
  if (!isDry && !isDone) return "";
  const verbs = { sync: ["Synced", "Would sync"], rotate: ["Rotated", "Would rotate"] };
  const [did, would] = verbs[change.kind];
  const total = isDry ? `${would} ${countOf(planned.length)}` : `${did} ${countOf(done.length)}`;
  const rest = isDry || done.length === planned.length ? "" : ` of ${planned.length}`;
  const tasks = isDry ? planned : done;
  const plan = isPlanShown && tasks.length > 0 ? `${change.describe(opened, tasks)}\n` : "";
  return `${plan}${total}${rest}.\n`;
}

function describeFiles({ kind }: Change, { planned = [], done = [] }: Partial<Outcome>) {
  const finished = new Set(done.map(({ path }) => path));
  return planned.map(({ path, plan }) => ({
    path,
    change: finished.has(path) ? (kind === "sync" ? "synced" : "rotated") : "planned",
    ...(plan === undefined
      ? {}
      : { gains: plan.gains, loses: plan.loses, replaces: plan.replaces }),
  }));
}

function countOf(files: number): string {
  return `${files} ${files === 1 ? "file" : "files"}`;
}
