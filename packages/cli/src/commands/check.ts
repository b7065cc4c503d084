import type { Stage } from "@fleet/diagnostics";
import { checkProvidedKeys, judgeFindings, openProject, type Project } from "@fleet/project";
import { compareUids, isOfDeclaration } from "@fleet/project/internal";
import { chooseExitCode } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import { chooseFormat, renderProject } from "../command/command-report.ts";
import { searchPlace } from "../command/search-place.ts";
import { renderAccepted } from "../views/accepted-findings.ts";
import { renderOverview } from "../views/overview.ts";
import { sumUpSecrets } from "../views/secrets-summary.ts";
import type { CheckedSecrets } from "./check-secrets.ts";

const lookedAt: readonly Stage[] = ["declared", "disk"];

/** Reports all that is wrong with a fleet, and on a terminal who is on which host. */
export async function check(invocation: Invocation): Promise<CommandResult> {
  const { options, terminal } = invocation;
  const format = chooseFormat(options);
  const opened = await openProject(invocation.world, searchPlace(invocation));
  const compared = await compareUids(opened);
  const project = options.has("strict-keys") ? await checkProvidedKeys(compared) : compared;
  const explained = await explainTopic(invocation, project);
  const secrets = await lookAtSecrets(project);
  const stages = new Set([...lookedAt, ...secrets.stages]);
  const judged = await judgeFindings(project, secrets.findings, stages);
  const isPretty = format === "pretty";
  const { listed, summary } = isPretty
    ? sumUpSecrets(judged.findings, secrets.ofSecrets, options.get("root"))
    : { listed: judged.findings, summary: "" };
  const reported = { ...judged, findings: listed, more: explained.more };
  const report = renderProject(invocation, project, reported);
  const isVerbose = options.has("verbose");
  const isShown = terminal.isInteractive || isVerbose;
  const overview = isShown && !options.has("explain") ? describeFleet(project) : "";
  const shown = isPretty ? explained.text || overview : "";
  const isSilent = judged.findings.length === 0 && !options.has("explain");
  const closing = isPretty ? (isSilent ? describeSuccess(project) : describeUnseen(project)) : "";
  const accepted = isPretty ? renderAccepted(judged.accepted, { isVerbose }) : "";
  return {
    exitCode: chooseExitCode(judged.findings),
    stdout: [shown, report, summary, closing + accepted].filter((part) => part !== "").join("\n"),
    stderr: "",
  };
}

/** Looks at the secret files of a fleet that has any; what that needs is only loaded for such a one. */
async function lookAtSecrets(project: Project): Promise<CheckedSecrets> {
  if (project.fleet?.secrets === undefined) {
    return { findings: project.findings, ofSecrets: new Set(), stages: [] };
  }
  const { checkSecrets } = await import("./check-secrets.ts");
  return checkSecrets(project);
}

/** That secret files were not looked at, where there are any. */
function describeUnseen({ fleet, findings }: Project): string {
  return fleet?.secrets !== undefined && findings.some(isOfDeclaration)
    ? "No secret file was looked at, because of these errors.\n"
    : "";
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
