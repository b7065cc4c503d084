import { isError, renderJson } from "@fleet/diagnostics";
import { openProject, type Project } from "@fleet/project";
import { isOfDeclaration, isUnrun } from "@fleet/project/internal";
import { type ProjectPlan, planProject } from "@fleet/project/plan";
import type { CommandResult, Invocation } from "../command/command.ts";
import { renderForPeople } from "../command/command-report.ts";
import { searchPlace } from "../command/search-place.ts";
import { describePlan, type ShownPlan } from "../views/plan/plan-description.ts";
import { renderPlanMarkdown } from "../views/plan/plan-markdown.ts";
import { renderFleetPlan } from "../views/plan/plan-pretty.ts";

/** Says what it means that the fleet takes the place of the one of a revision. */
export async function plan(invocation: Invocation): Promise<CommandResult> {
  const { options, world } = invocation;
  const project = await openProject(world, searchPlace(invocation));
  const revision = textOf(options.get("against")) ?? "HEAD";
  const planned = await planProject(project, { against: revision });
  if (!planned.ok) return refuse(invocation, project, planned.diagnostics);
  const shown = { ...planned.value, revision };
  return { exitCode: chooseEnd(invocation, planned.value), ...print(invocation, shown) };
}

function textOf(value: string | true | undefined): string | undefined {
  return value === true ? undefined : value;
}

/** With what a plan ends: 0, unless it is asked for more. */
function chooseEnd({ options }: Invocation, { plan: { changes } }: ProjectPlan): 0 | 3 | 4 {
  if (!options.has("exit-code") || changes.length === 0) return 0;
  return changes.some(({ risk }) => risk === "risky") ? 4 : 3;
}

function print(
  { options, terminal }: Invocation,
  shown: ShownPlan,
): { readonly stdout: string; readonly stderr: string } {
  const format = options.has("json") ? "json" : options.get("format");
  const width = terminal.width?.stdout;
  const stdout =
    format === "json"
      ? renderJson([], describePlan(shown))
      : format === "markdown"
        ? renderPlanMarkdown(shown)
        : renderFleetPlan(shown, width);
  return { stdout, stderr: "" };
}

/** Without a plan, what stands in its way: of the config, or of what it is compared with. */
function refuse(
  { options, terminal }: Invocation,
  project: Project,
  diagnostics: Project["findings"],
): CommandResult {
  const ofConfig = project.findings.filter((found) => isError(found) && isOfDeclaration(found));
  const errors = project.findings.filter(isError);
  const own =
    diagnostics.length > 0 && isUnrun(project) ? [] : ofConfig.length > 0 ? ofConfig : errors;
  const findings = [...(diagnostics.length > 0 ? [] : own), ...diagnostics];
  if (options.has("json") || options.get("format") === "json") {
    return { exitCode: 2, stdout: renderJson(findings, {}), stderr: "" };
  }
  const stderr = `${renderForPeople(terminal, project, findings)}There is no plan.\n`;
  return { exitCode: 2, stdout: "", stderr };
}
