import type { Finding, Stage } from "@fleet/diagnostics";
import { checkProvidedKeys, judgeFindings, openProject, type Project } from "@fleet/project";
import {
  checkTypesVersion,
  compareOutput,
  findFlakeFolder,
  findStrays,
  orderFindings,
} from "@fleet/project/internal";
import { relative } from "pathe";
import { chooseExitCode } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import { chooseFormat, renderProject } from "../command/command-report.ts";
import { searchPlace } from "../command/search-place.ts";
import { renderAccepted } from "../views/accepted-findings.ts";
import { renderOverview } from "../views/generation/overview.ts";
import { renderUnseenStrays } from "../views/unseen-strays.ts";
import { tellInterrupted } from "./life/interrupted.ts";

/**
 * Reports all that is wrong with a fleet and needs neither a key nor Nix to be seen: the declaration, the
 * files around it, secret files, and generated files. On a terminal also who is on which host.
 */
export async function check(invocation: Invocation): Promise<CommandResult> {
  const { options, terminal } = invocation;
  const { project, isNew, isUnread, findings, accepted, day } = await findAll(invocation);
  const explained = await explainTopic(invocation, project);
  const more = { ...(day === undefined ? {} : { date: day }), ...explained.more };
  const reported = { findings, accepted, more, completeOption: "--verbose" };
  const isPretty = chooseFormat(options) === "pretty";
  const report = `${renderProject(invocation, project, reported)}${isPretty && isUnread ? unread : ""}`;
  const exitCode = chooseExitCode(findings);
  if (!isPretty) return { exitCode, stdout: report, stderr: "" };
  const isVerbose = options.has("verbose");
  const hasOverview = (terminal.isInteractive || isVerbose) && !options.has("explain");
  const overview = hasOverview ? describeFleet(project, terminal.width?.stdout) : "";
  const isSilent = report === "" && !options.has("explain");
  const closing = isSilent ? describeSuccess(project, isNew) : "";
  const parts = [
    explained.text || overview,
    report,
    closing + renderAccepted(accepted, { isVerbose, day }),
    isVerbose ? renderUnseenStrays(project) : "",
  ];
  const topic = options.get("explain");
  const stderr = typeof topic === "string" ? `By itself: fleet explain ${topic}\n` : "";
  return { exitCode, stdout: parts.filter((part) => part !== "").join("\n"), stderr };
}

const unread = "No secret file was looked at, because of these errors.\n";

/** All that is found, in order, and how it was looked for. */
async function findAll(invocation: Invocation) {
  const { options, terminal, world } = invocation;
  const opened = await openProject(world, searchPlace(invocation));
  const output = await compareOutput(opened);
  const isStrict = options.has("strict-keys");
  const compared = await checkTypesVersion(await findStrays(output.project), terminal.version);
  const project = isStrict ? await checkProvidedKeys(compared) : compared;
  const { ofSecrets, stages, isUnread } = await lookAtSecrets(project);
  const ofOutput = new Set(output.findings);
  const day = chooseDay(invocation, project);
  const interrupted = await tellInterrupted(project);
  const all = [...interrupted, ...project.findings, ...ofSecrets, ...ofOutput];
  const { findings, accepted } = await judgeFindings(project, all, { stages, day });
  return {
    project,
    isNew: output.isNew,
    isUnread,
    findings: orderFindings(project, findings, { ofSecrets, ofOutput }),
    accepted,
    day,
  };
}

/** The day for which is checked, where it matters: as nothing else depends on it, it is neither asked for nor shown. */
function chooseDay({ options, world }: Invocation, { fleet }: Project): string | undefined {
  const accounts = [...(fleet?.resolved.hosts.values() ?? [])].flatMap((host) => [
    ...host.accounts.values(),
  ]);
  const isDated =
    fleet?.declared.policy.accept.some(({ until }) => until !== undefined) === true ||
    accounts.some(({ expires }) => expires !== undefined) ||
    // Who logs in as root alone has no account.
    [...(fleet?.declared.users.values() ?? [])].some(({ own }) => own.expires !== undefined);
  if (!isDated) return undefined;
  const given = options.get("date");
  return typeof given === "string" ? given : world.today();
}

/** What is found about secret files, and how much was looked at. */
interface SecretsLook {
  readonly ofSecrets: ReadonlySet<Finding>;
  readonly stages: ReadonlySet<Stage>;
  /** Whether there are secrets, and nobody looked. */
  readonly isUnread: boolean;
}

async function lookAtSecrets(project: Project): Promise<SecretsLook> {
  const stages: readonly Stage[] = ["declared", "disk", "date"];
  if (project.fleet?.secrets === undefined) {
    return { ofSecrets: new Set(), stages: new Set([...stages, "secrets"]), isUnread: false };
  }
  const { findSecrets } = await import("./secrets/secret-findings.ts");
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
  { config, fleet, world }: Project,
): Promise<{ text: string; more: Record<string, unknown> }> {
  const topic = options.get("explain");
  if (typeof topic !== "string" || fleet === undefined) return { text: "", more: {} };
  const [{ explain }, { renderColumns }] = await Promise.all([
    import("../views/explanation.ts"),
    import("@fleet/diagnostics"),
  ]);
  const root = config?.root ?? world.folder;
  const flake = relative(root, findFlakeFolder(world.disk, root)) || ".";
  const { table, nothing, json } = explain(topic, fleet, flake);
  const more = { [topic]: json };
  const width = terminal.width?.stdout;
  if (chooseFormat(options) !== "pretty") return { text: "", more };
  return { text: table.rows.length === 0 ? `${nothing}\n` : renderColumns(table, width), more };
}

function describeFleet({ fleet }: Project, width: number | undefined): string {
  return fleet === undefined ? "" : renderOverview(fleet, width);
}

function describeSuccess({ fleet, config, prefix }: Project, isNew: boolean): string {
  const hosts = fleet?.resolved.hosts.size ?? 0;
  const success = `${prefix}${config?.name}: nothing wrong with ${hosts} ${hosts === 1 ? "host" : "hosts"}.\n`;
  return isNew ? `${success}Nothing is generated yet: fleet generate\n` : success;
}
