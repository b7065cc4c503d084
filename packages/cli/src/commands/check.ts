import { checkProvidedKeys, openProject, type Project } from "@fleet/project";
import { compareUids } from "@fleet/project/internal";
import { chooseExitCode } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import { chooseFormat, renderProject } from "../command/command-report.ts";
import { searchPlace } from "../command/search-place.ts";
import { renderOverview } from "../views/overview.ts";

/** Reports all that is wrong with a fleet, and on a terminal who is on which host. */
export async function check(invocation: Invocation): Promise<CommandResult> {
  const { options, terminal } = invocation;
  const format = chooseFormat(options);
  const opened = await openProject(invocation.world, searchPlace(invocation));
  const compared = await compareUids(opened);
  const project = options.has("strict-keys") ? await checkProvidedKeys(compared) : compared;
  const explained = await explainTopic(invocation, project);
  const report = renderProject(invocation, project, { ...project, more: explained.more });
  const isShown = terminal.isInteractive || options.has("verbose");
  const overview = isShown && !options.has("explain") ? describeFleet(project) : "";
  const shown = format === "pretty" ? explained.text || overview : "";
  const isSilent = report === "" && !options.has("explain");
  const closing = format === "pretty" && isSilent ? describeSuccess(project) : "";
  return {
    exitCode: chooseExitCode(project.findings),
    stdout: [shown, report, closing].filter((part) => part !== "").join("\n"),
    stderr: "",
  };
}

async function explainTopic(
  { options }: Invocation,
  { fleet }: Project,
): Promise<{ text: string; more: Record<string, unknown> }> {
  const topic = options.get("explain");
  if (typeof topic !== "string" || fleet === undefined) return { text: "", more: {} };
  const [{ explain }, { renderColumns }] = await Promise.all([
    import("../views/explanation.ts"),
    import("@fleet/diagnostics"),
  ]);
  const { table, nothing, json } = explain(topic, fleet);
  const more = { [topic]: json };
  if (chooseFormat(options) !== "pretty") return { text: "", more };
  return { text: table.rows.length === 0 ? `${nothing}\n` : renderColumns(table), more };
}

function describeFleet({ fleet }: Project): string {
  return fleet === undefined ? "" : renderOverview(fleet);
}

function describeSuccess({ fleet, config, prefix }: Project): string {
  const hosts = fleet?.resolved.hosts.size ?? 0;
  return `${prefix}${config?.name}: nothing wrong with ${hosts} ${hosts === 1 ? "host" : "hosts"}.\n`;
}
