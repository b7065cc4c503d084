import type { Finding, Stage } from "@fleet/diagnostics";
import { checkProvidedKeys, judgeFindings, openProject, type Project } from "@fleet/project";
import { compareUids } from "@fleet/project/internal";
import { chooseExitCode } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import { chooseFormat, renderProject } from "../command/command-report.ts";
import { searchPlace } from "../command/search-place.ts";
import { renderAccepted } from "../views/accepted-findings.ts";
import { renderOverview } from "../views/overview.ts";
import { summarizeSecrets } from "../views/secret-summary.ts";

/** Reports all that is wrong with a fleet and its secret files, and on a terminal who is on which host. */
export async function check(invocation: Invocation): Promise<CommandResult> {
  const { options, terminal } = invocation;
  const isPretty = chooseFormat(options) === "pretty";
  const opened = await openProject(invocation.world, searchPlace(invocation));
  const compared = await compareUids(opened);
  const project = options.has("strict-keys") ? await checkProvidedKeys(compared) : compared;
  const { ofSecrets, stages, isUnread } = await lookAtSecrets(project);
  const judged = await judgeFindings(project, [...project.findings, ...ofSecrets], stages);
  const explained = await explainTopic(invocation, project);
  const isOfSecrets = (finding: Finding) => ofSecrets.has(finding);
  // Programs get them all.
  const { shown, note } = isPretty
    ? summarizeSecrets(judged.findings, isOfSecrets)
    : { shown: judged.findings, note: "" };
  const reported = { ...judged, findings: shown, more: explained.more };
  const report = `${renderProject(invocation, project, reported)}${note}${isPretty && isUnread ? unread : ""}`;
  const isVerbose = options.has("verbose");
  const hasOverview = (terminal.isInteractive || isVerbose) && !options.has("explain");
  const overview = hasOverview ? describeFleet(project, terminal.width?.stdout) : "";
  const isSilent = report === "" && !options.has("explain");
  const closing = isSilent ? describeSuccess(project) : "";
  const accepted = renderAccepted(judged.accepted, { isVerbose });
  const parts = isPretty ? [explained.text || overview, report, closing + accepted] : [report];
  return {
    exitCode: chooseExitCode(judged.findings),
    stdout: parts.filter((part) => part !== "").join("\n"),
    stderr: "",
  };
}

const unread = "No secret file was looked at, because of these errors.\n";

/** What is found about secret files, and how much was looked at. */
interface SecretsLook {
  readonly ofSecrets: ReadonlySet<Finding>;
  readonly stages: ReadonlySet<Stage>;
  /** Whether there are secrets, and nobody looked. */
  readonly isUnread: boolean;
}

async function lookAtSecrets(project: Project): Promise<SecretsLook> {
  const stages: readonly Stage[] = ["declared", "disk"];
  if (project.fleet?.secrets === undefined) {
    return { ofSecrets: new Set(), stages: new Set([...stages, "secrets"]), isUnread: false };
  }
  const { findSecrets } = await import("./secret-findings.ts");
  const { opened, ofSecrets } = await findSecrets(project);
  const isUnread = opened === undefined;
  return {
    ofSecrets: new Set(ofSecrets),
    stages: new Set(isUnread ? stages : [...stages, "secrets"]),
    isUnread,
  };
}

async function explainTopic(
  { options, terminal }: Invocation,
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
  const width = terminal.width?.stdout;
  if (chooseFormat(options) !== "pretty") return { text: "", more };
  return { text: table.rows.length === 0 ? `${nothing}\n` : renderColumns(table, width), more };
}

function describeFleet({ fleet }: Project, width: number | undefined): string {
  return fleet === undefined ? "" : renderOverview(fleet, width);
}

function describeSuccess({ fleet, config, prefix }: Project): string {
  const hosts = fleet?.resolved.hosts.size ?? 0;
  return `${prefix}${config?.name}: nothing wrong with ${hosts} ${hosts === 1 ? "host" : "hosts"}.\n`;
}
