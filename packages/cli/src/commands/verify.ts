import type { ComputedFleet } from "@fleet/codegen";
import type { ResolvedHost } from "@fleet/core";
import type { Finding } from "@fleet/diagnostics";
import { isError, quote, sortDiagnostics, suggestName } from "@fleet/diagnostics";
import { openProject, type Project } from "@fleet/project";
import type { ConfigFile } from "@fleet/project/internal";
import { locateInConfig } from "@fleet/project/internal";
import type { HostVerdict } from "@fleet/verify";
import { inspectGenerated, runVerification, type Verification } from "@fleet/verify";
import { chooseExitCode, createProblem } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import { chooseFormat, renderProject } from "../command/command-report.ts";
import { searchPlace } from "../command/search-place.ts";
import { describeVerdicts, renderVerdicts } from "../views/verification-report.ts";

/** Compares what was computed with what Nix arrives at, and says so host by host. */
export async function verify(invocation: Invocation): Promise<CommandResult> {
  const project = await openProject(invocation.world, searchPlace(invocation));
  const { config, compilation, findings } = project;
  const fleet = compilation?.fleet;
  if (config === undefined || fleet === undefined || findings.some(isError)) {
    return conclude(invocation, project, { findings, verdicts: [] });
  }
  const { hosts, strangers } = selectHosts(fleet, invocation.lists.get("host") ?? []);
  if (strangers.length > 0) {
    return conclude(invocation, project, { findings: strangers, verdicts: [] });
  }
  const { verdicts, diagnostics } = await compareWithNix(invocation, project, {
    config,
    fleet,
    hosts,
  });
  const located = await locateInConfig(project, diagnostics);
  return conclude(invocation, project, { findings: [...located, ...findings], verdicts });
}

interface Selection {
  readonly config: ConfigFile;
  readonly fleet: ComputedFleet;
  readonly hosts: readonly ResolvedHost[];
}

/** What is out of date comes first, for it explains what follows. */
async function compareWithNix(
  { options, passedOn, terminal }: Invocation,
  project: Project,
  { config, fleet, hosts }: Selection,
): Promise<Verification> {
  const isFlake = !options.has("without-inputs");
  const generated = inspectGenerated(config, project, { isFlake });
  if (!generated.isReadable) return { verdicts: [], diagnostics: generated.diagnostics };
  const seconds = options.get("time-limit");
  const { verdicts, diagnostics } = await runVerification({
    root: config.root,
    fleet,
    hosts,
    isFlake,
    impure: options.has("impure"),
    isStale: generated.diagnostics.length > 0,
    timeLimit: seconds === undefined ? undefined : Number(seconds) * 1000,
    nixArguments: passedOn,
    environment: project.world.environment,
    showProgress: terminal.showProgress,
  });
  const found = [...diagnostics, ...verdicts.flatMap((verdict) => verdict.diagnostics)];
  return { verdicts, diagnostics: [...generated.diagnostics, ...sortDiagnostics(found)] };
}

/** The hosts that were asked for, in the fleet's order; without any, all. */
function selectHosts(
  { resolved }: ComputedFleet,
  wanted: readonly string[],
): { hosts: readonly ResolvedHost[]; strangers: readonly Finding[] } {
  const all = [...resolved.hosts.values()];
  if (wanted.length === 0) return { hosts: all, strangers: [] };
  const ids = all.map(({ id }) => id);
  const strangers = wanted
    .filter((id) => !resolved.hosts.has(id))
    .map((id) =>
      createProblem("unknown-host", `The fleet has no host ${quote(id)}.`, {
        help: suggestName(id, ids, "host"),
      }),
    );
  return { hosts: all.filter(({ id }) => wanted.includes(id)), strangers };
}

function conclude(
  invocation: Invocation,
  project: Project,
  { findings, verdicts }: { findings: readonly Finding[]; verdicts: readonly HostVerdict[] },
): CommandResult {
  const more = { hosts: describeVerdicts(verdicts) };
  const report = renderProject(invocation, project, { findings, more });
  const isPretty = chooseFormat(invocation.options) === "pretty";
  const verdictText =
    verdicts.length + findings.length === 0
      ? "There is no host to verify.\n"
      : renderVerdicts(verdicts);
  const parts = isPretty ? [verdictText, report] : [report];
  return {
    exitCode: chooseExitCode(findings),
    stdout: parts.filter((part) => part !== "").join("\n"),
    stderr: "",
  };
}
