import type { Stage } from "@fleet/diagnostics";
import { checkProvidedKeys, judgeFindings, openProject, type Project } from "@fleet/project";
import { compareUids } from "@fleet/project/internal";
import { chooseExitCode } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import { chooseFormat, renderProject } from "../command/command-report.ts";
import { searchPlace } from "../command/search-place.ts";
import { renderAccepted } from "../views/accepted-findings.ts";
import { renderOverview } from "../views/overview.ts";

const lookedAt: ReadonlySet<Stage> = new Set(["declared", "disk"]);

/** Reports all that is wrong with a fleet, and on a terminal who is on which host. */
export async function check(invocation: Invocation): Promise<CommandResult> {
  const { options, terminal } = invocation;
  const format = chooseFormat(options);
  const opened = await openProject(invocation.world, searchPlace(invocation));
  const compared = await compareUids(opened);
  const project = options.has("strict-keys") ? await checkProvidedKeys(compared) : compared;
  const explained = await explainTopic(invocation, project);
  const judged = await judgeFindings(project, project.findings, lookedAt);
  const report = renderProject(invocation, project, { ...judged, more: explained.more });
  const isVerbose = options.has("verbose");
  const isShown = terminal.isInteractive || isVerbose;
  const overview = isShown && !options.has("explain") ? describeFleet(project) : "";
  const shown = format === "pretty" ? explained.text || overview : "";
  const isSilent = report === "" && !options.has("explain");
  const closing = format === "pretty" && isSilent ? describeSuccess(project) : "";
  const accepted = format === "pretty" ? renderAccepted(judged.accepted, { isVerbose }) : "";
  return {
    exitCode: chooseExitCode(judged.findings),
    stdout: [shown, report, closing + accepted].filter((part) => part !== "").join("\n"),
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
