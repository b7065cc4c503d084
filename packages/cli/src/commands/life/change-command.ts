import { type Checked, type Diagnostic, renderJson } from "@fleet/diagnostics";
import {
  carryOut,
  type OpenedFleet,
  openFleet,
  type PlannedChange,
  resumeChange,
} from "@fleet/life";
import { openProject, type Project } from "@fleet/project";
import { chooseExitCode } from "../../command/codes.ts";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { renderForPeople } from "../../command/command-report.ts";
import { confirm } from "../../command/question.ts";
import { searchPlace } from "../../command/search-place.ts";
import { describeChange, renderChangePlan } from "../../views/change-plan.ts";
import { describeCompleted, tellInterrupted } from "./interrupted.ts";
import { refuse } from "./refusal.ts";

/** A change that a command makes. */
export interface AskedChange {
  /** As `add user ada`: one that was interrupted is known by it. */
  readonly title: string;
  /** What was done, as the first line says it. */
  readonly done: string;
  /** Whether somebody has to agree to the plan first. */
  readonly isAsked: boolean;
  /** Whether it may mend what stops `generate`. Default: it may not. */
  readonly isMending?: boolean;
  readonly plan: (opened: OpenedFleet) => Promise<Checked<PlannedChange>>;
}

/** Plans a change, shows it, and carries it out; completes one that was interrupted before. */
export async function changeFleet(
  invocation: Invocation,
  asked: AskedChange,
): Promise<CommandResult> {
  const { world } = invocation;
  const place = searchPlace(invocation);
  const first = await openProject(world, place);
  const { config } = first;
  // Where nothing is to be done, nothing of an earlier run is either.
  const isTrying = invocation.options.has("dry-run");
  const waiting = isTrying ? await tellInterrupted(first) : [];
  const resumed =
    config === undefined || isTrying ? undefined : await resumeChange(first, config.root);
  if (resumed !== undefined && !resumed.ok) return refuse(invocation, first, resumed.diagnostics);
  const earlier = resumed?.value;
  if (earlier !== undefined && (!earlier.isDone || earlier.title === asked.title)) {
    return concludeEarlier(invocation, first, earlier);
  }
  // What was completed has changed the fleet.
  const project = earlier === undefined ? first : await openProject(world, place);
  const opened = await openFleet(project, { isMending: asked.isMending ?? false });
  if (!opened.ok) return refuse(invocation, first, [...waiting, ...opened.diagnostics]);
  const planned = await asked.plan(opened.value);
  if (!planned.ok) {
    return refuse(invocation, opened.value.project, [...waiting, ...planned.diagnostics]);
  }
  const result = await carry(invocation, { asked, change: planned.value, waiting });
  return earlier === undefined || invocation.options.has("json")
    ? result
    : { ...result, stdout: `${describeCompleted(earlier.title)}${result.stdout}` };
}

interface CarriedChange {
  readonly asked: AskedChange;
  readonly change: PlannedChange;
  /** What an earlier run has left, where this one only shows what it would do. */
  readonly waiting: readonly Diagnostic[];
}

async function carry(
  invocation: Invocation,
  { asked, change, waiting }: CarriedChange,
): Promise<CommandResult> {
  const { options } = invocation;
  const project = change.before;
  const shown = { prefix: project.prefix, isDone: false };
  if (options.has("dry-run")) {
    return conclude(invocation, { asked, change, isDone: false, diagnostics: waiting });
  }
  const refusal = asked.isAsked
    ? confirm(invocation, {
        plan: `${change.title}\n${renderChangePlan(change, shown)}`,
        help: "Look at it with --dry-run, then agree to it with --yes.",
      })
    : undefined;
  if (refusal !== undefined) return refuse(invocation, project, [refusal]);
  const { isDone, diagnostics } = await carryOut(change);
  return isDone
    ? conclude(invocation, { asked, change, isDone, diagnostics })
    : refuse(invocation, project, diagnostics);
}

interface Concluded {
  readonly asked: AskedChange;
  readonly change: PlannedChange;
  readonly isDone: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

function conclude(
  { options, terminal }: Invocation,
  { asked, change, isDone, diagnostics }: Concluded,
): CommandResult {
  const findings = [...change.findings, ...diagnostics];
  const exitCode = chooseExitCode(findings);
  if (options.has("json")) {
    return { exitCode, stdout: renderJson(findings, describeChange(change, isDone)), stderr: "" };
  }
  const { prefix } = change.before;
  const begin = isDone ? `${asked.done}\n` : `${change.title} would do this:\n`;
  return {
    exitCode,
    stdout: `${begin}${renderChangePlan(change, { prefix, isDone })}`,
    stderr: renderForPeople(terminal, change.after, findings),
  };
}

function concludeEarlier(
  invocation: Invocation,
  project: Project,
  earlier: {
    readonly title: string;
    readonly isDone: boolean;
    readonly diagnostics: readonly Diagnostic[];
  },
): CommandResult {
  const { title, isDone, diagnostics } = earlier;
  if (!isDone) return refuse(invocation, project, diagnostics);
  const exitCode = chooseExitCode(diagnostics);
  if (invocation.options.has("json")) {
    const more = { title, done: true, files: [], facts: [], next: [] };
    return { exitCode, stdout: renderJson(diagnostics, more), stderr: "" };
  }
  const stderr = renderForPeople(invocation.terminal, project, diagnostics);
  return { exitCode, stdout: describeCompleted(title), stderr };
}
