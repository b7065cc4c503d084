import type { Stage } from "@fleet/diagnostics";
import { openNativeEvaluator } from "@fleet/nix-eval";
import { judgeFindings, openProject, type Project } from "@fleet/project";
import {
  findUnknownHosts,
  type Verification,
  type VerificationOptions,
  verifyProject,
} from "@fleet/verify";
import { chooseExitCode } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import { chooseFormat, renderProject } from "../command/command-report.ts";
import { searchPlace } from "../command/search-place.ts";
import { renderAccepted } from "../views/accepted-findings.ts";
import { describeVerdicts, renderVerdicts } from "../views/verification-report.ts";

/** Compares what was computed with what Nix arrives at, and says so host by host. */
export async function verify(invocation: Invocation): Promise<CommandResult> {
  const project = await openProject(invocation.world, searchPlace(invocation));
  const strangers = findUnknownHosts(project, invocation.lists.get("host") ?? []);
  if (strangers.length > 0) {
    return conclude(invocation, project, { findings: strangers, verdicts: [] });
  }
  const { verdicts, findings } = await verifyProject(
    project,
    () => openNativeEvaluator(invocation.world, { environment: invocation.world.environment }),
    chooseOptions(invocation),
  );
  return conclude(invocation, project, { findings: [...findings, ...project.findings], verdicts });
}

/** What of the acceptances the command can judge: all of Nix's, where it was asked about everything. */
function chooseStages(
  { lists, options }: Invocation,
  { verdicts }: Verification,
): ReadonlySet<Stage> {
  const isWhole =
    verdicts.length > 0 &&
    verdicts.every(({ state }) => state === "as-computed" || state === "different") &&
    (lists.get("host") ?? []).length === 0 &&
    !options.has("without-inputs");
  return new Set(isWhole ? ["run"] : []);
}

function chooseOptions({
  lists,
  options,
  passedOn,
  terminal: { showProgress, version },
}: Invocation): VerificationOptions {
  const hosts = lists.get("host") ?? [];
  const seconds = options.get("time-limit");
  return {
    ...(hosts.length === 0 ? {} : { hosts }),
    isFlake: !options.has("without-inputs"),
    impure: options.has("impure"),
    timeLimit: seconds === undefined ? undefined : Number(seconds) * 1000,
    nixArguments: passedOn,
    showProgress,
    version,
  };
}

async function conclude(
  invocation: Invocation,
  project: Project,
  verification: Verification,
): Promise<CommandResult> {
  const { verdicts } = verification;
  const { findings, accepted } = await judgeFindings(project, verification.findings, {
    stages: chooseStages(invocation, verification),
  });
  const more = { hosts: describeVerdicts(verdicts) };
  const report = renderProject(invocation, project, { findings, accepted, more });
  const isPretty = chooseFormat(invocation.options) === "pretty";
  const verdictText =
    verdicts.length + verification.findings.length === 0
      ? "There is no host to verify.\n"
      : renderVerdicts(verdicts, invocation.terminal.width?.stdout);
  const isVerbose = invocation.options.has("verbose");
  const acceptedText = isPretty ? renderAccepted(accepted, { isVerbose }) : "";
  const parts = isPretty ? [verdictText, report, acceptedText] : [report];
  return {
    exitCode: chooseExitCode(findings),
    stdout: parts.filter((part) => part !== "").join("\n"),
    stderr: "",
  };
}
