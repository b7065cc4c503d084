import { renderJson, renderReport } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import type { Change, ChangeOutcome } from "@fleet/sops";
import { locateInProject } from "@fleet/sops";
import { chooseExitCode } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import type { DescribeTasks } from "../commands/secrets-change.ts";

interface Concluded {
  readonly kind: Change["kind"];
  readonly describe: DescribeTasks;
  readonly project: Project;
  readonly outcome: Partial<ChangeOutcome>;
}

/** Says what was done: findings go to the standard error, the rest to the output. */
export async function concludeChange(
  { options, terminal }: Invocation,
  { kind, describe, project, outcome }: Concluded,
): Promise<CommandResult> {
  const findings = await locateInProject(project, outcome.diagnostics ?? []);
  const exitCode = chooseExitCode(findings);
  if (options.has("json")) {
    const more = {
      written: (outcome.done ?? []).length > 0,
      files: describeFiles(kind, outcome),
      owed: outcome.owed ?? [],
    };
    return { exitCode, stdout: renderJson(findings, more), stderr: "" };
  }
  const { hasColour, version } = terminal;
  const report = { ...project, findings, hasColour: hasColour.stderr, version };
  return {
    exitCode,
    stdout: describeOutcome({ kind, describe }, outcome, {
      isDry: options.has("dry-run"),
      // Who was asked has seen the plan.
      isPlanShown: options.has("dry-run") || options.has("yes"),
    }),
    stderr: renderReport(report, "pretty"),
  };
}

function describeOutcome(
  { kind, describe }: Pick<Concluded, "kind" | "describe">,
  outcome: Partial<ChangeOutcome>,
  { isDry, isPlanShown }: { readonly isDry: boolean; readonly isPlanShown: boolean },
): string {
  const { opened, planned, done = [], isDone = false } = outcome;
  if (opened === undefined || planned === undefined) return "";
  const files = opened.status.files.filter(({ file }) => file.header !== undefined).length;
  if (planned.length === 0) {
    return kind === "sync"
      ? `Nothing to do: of ${countOf(files)}, all have the readers that are declared.\n`
      : "Nothing to do: no file owes a new data key.\n";
  }
  if (!isDry && !isDone) return "";
  const verbs = { sync: ["Synced", "Would sync"], rotate: ["Rotated", "Would rotate"] };
  const [did, would] = verbs[kind];
  const total = isDry ? `${would} ${countOf(planned.length)}` : `${did} ${countOf(done.length)}`;
  const rest = isDry || done.length === planned.length ? "" : ` of ${planned.length}`;
  const tasks = isDry ? planned : done;
  const plan = isPlanShown && tasks.length > 0 ? `${describe(opened, tasks)}\n` : "";
  return `${plan}${total}${rest}.\n`;
}

function describeFiles(kind: Change["kind"], { planned = [], done = [] }: Partial<ChangeOutcome>) {
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
