import { isError, renderColumns, renderJson } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import { findFlakeFolder } from "@fleet/project/internal";
import { relative } from "pathe";
import { chooseExitCode } from "../../command/codes.ts";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { renderForPeople } from "../../command/command-report.ts";
import type { Topic } from "../../command/entries/explained-topics.ts";
import { explain } from "../../views/explanation.ts";
import { refuseExplaining } from "./explain-answer.ts";

/** Shows all of the fleet from one side: its groups, its services, its own data, or how it is deployed. */
export function explainTopicOf(
  invocation: Invocation,
  project: Project,
  topic: Topic,
): CommandResult {
  const { options, terminal } = invocation;
  const { fleet, config, world } = project;
  if (fleet === undefined) return refuseExplaining(invocation, project);
  const root = config?.root ?? world.folder;
  const flake = relative(root, findFlakeFolder(world.disk, root)) || ".";
  const { table, nothing, json } = explain(topic, fleet, flake);
  const findings = project.findings.filter(isError);
  const exitCode = chooseExitCode(findings);
  if (options.has("json")) {
    return { exitCode, stdout: renderJson(findings, { kind: topic, [topic]: json }), stderr: "" };
  }
  const stdout =
    table.rows.length === 0 ? `${nothing}\n` : renderColumns(table, terminal.width?.stdout);
  return { exitCode, stdout, stderr: renderForPeople(terminal, project, findings) };
}
