import {
  type Deployment,
  type DeployRequest,
  type DeployStep,
  planDeployment,
  type UndeployedTarget,
} from "@fleet/codegen/deploy";
import { type Finding, isError, quote, shellWord, showLine } from "@fleet/diagnostics";
import { openProject, type Project } from "@fleet/project";
import {
  askUsages,
  chooseTargets,
  findEngines,
  listConditions,
  listUnreadable,
} from "@fleet/project/deploy";
import {
  compareOutput,
  createProblem,
  findFlakeFolder,
  orderFindings,
} from "@fleet/project/internal";
import { relative } from "pathe";
import { openCodeIndex } from "../../command/codes.ts";
import type { Invocation } from "../../command/command.ts";
import { searchPlace } from "../../command/search-place.ts";
import { planInstalledHost, refuseStrayOptions } from "./deploy-install.ts";
import { listSecretsBehind } from "./secrets-behind.ts";

/** All that has to be known before anything is begun. */
export interface Preparation {
  readonly project: Project;
  /** Errors that stop it, and warnings that do not. */
  readonly findings: readonly Finding[];
  /** Undefined where an error stands in the way. */
  readonly ready:
    | (Deployment & { readonly root: string; readonly first: string | undefined })
    | undefined;
}

/** So many hosts are deployed at once where nobody says how many. */
const usualJobs = 4;

/** How many hosts are to be deployed at once. */
export function readJobs({ options }: Pick<Invocation, "options">): number {
  return Number(options.get("jobs") ?? usualJobs);
}

/** Opens a fleet and works out what is to be run. Nothing is begun or written. */
export async function prepareDeployment(invocation: Invocation): Promise<Preparation> {
  const { options, world } = invocation;
  const { project, findings, isNew } = await compareOutput(
    await openProject(world, searchPlace(invocation)),
  );
  const stopping = [...project.findings, ...findings].filter(stopsDeploying);
  const { config, fleet } = project;
  if (stopping.length > 0 || config === undefined || fleet === undefined) {
    return { project, findings: orderFindings(project, stopping), ready: undefined };
  }
  if (isNew) {
    const help = "Run: fleet generate";
    const missing = createProblem("stale-file", "Nothing is generated yet.", { help });
    return { project, findings: [missing], ready: undefined };
  }
  const planned = await planWanted(invocation, { ...fleet, root: config.root });
  if (planned.ready === undefined) return { project, ...planned };
  const { steps } = planned.ready;
  const isPlanned = options.has("plan");
  const variables = [...new Set(steps.flatMap((step) => step.variables))];
  const [conditions, engines, secrets] = await Promise.all([
    isPlanned ? [] : listConditions(project, config.root, variables),
    isPlanned ? [] : findEngines(world, config.root, steps),
    listSecretsBehind(project, steps),
  ]);
  const isMissing = engines.some(({ code }) => code === "cli/no-engine");
  const untold = isMissing ? [] : planned.findings;
  const unreadable = listUnreadable(world, config.root, steps);
  const all = [...conditions, ...engines, ...untold, ...unreadable, ...secrets];
  const ready = all.some(isError) ? undefined : { ...planned.ready, root: config.root };
  return { project, findings: all, ready };
}

/** Errors of the declaration and of files, and whatever kept this from its work; no secret, test or date. */
function stopsDeploying(finding: Finding): boolean {
  const stage = openCodeIndex().get(finding.code)?.stage ?? "declared";
  return isError(finding) && (stage === "declared" || stage === "disk" || stage === "run");
}

type Planned =
  | {
      readonly ready: Deployment & { readonly first: string | undefined };
      readonly findings: readonly Finding[];
    }
  | { readonly ready: undefined; readonly findings: readonly Finding[] };

/** An open fleet, and the folder that it is in. */
type OpenFleet = NonNullable<Project["fleet"]> & { readonly root: string };

async function planWanted(invocation: Invocation, fleet: OpenFleet): Promise<Planned> {
  const { resolved, homes, root } = fleet;
  const { operands, options, passedOn, world } = invocation;
  const { environment, disk, machine } = world;
  const stray = refuseStrayOptions(invocation);
  if (stray.length > 0) return { ready: undefined, findings: stray };
  if (options.has("install")) {
    const installed = planInstalledHost(invocation, fleet);
    if (!installed.ok) return { ready: undefined, findings: installed.diagnostics };
    const ready = { steps: [installed.value], left: [], first: undefined };
    return { ready, findings: installed.diagnostics };
  }
  const names = [...operands, ...passedOn];
  const chosen = chooseTargets(resolved, homes, names);
  if (!chosen.ok) return { ready: undefined, findings: chosen.diagnostics };
  const first = options.get("first");
  const chosenFirst =
    typeof first === "string" ? chooseTargets(resolved, homes, [first]) : undefined;
  if (chosenFirst?.ok === false) return { ready: undefined, findings: chosenFirst.diagnostics };
  const [leader, ...others] = [...(chosenFirst?.value ?? [])];
  const request: DeployRequest = {
    chosen: chosen.value,
    here: { machine: machine.name, login: environment["USER"] ?? environment["LOGNAME"] },
    flake: relative(root, findFlakeFolder(disk, root)) || ".",
    jobs: readJobs(invocation),
    first: leader,
  };
  const deployment = planDeployment(resolved, homes, request);
  const isPlanned = options.has("plan");
  const leading = deployment.steps.find(({ name }) => name === leader);
  const mayLead = others.length === 0 && leading !== undefined && leading.after === undefined;
  if (typeof first === "string" && !mayLead && !isPlanned) {
    const message = `${quote(first)} cannot be the first: it is no single host of those that are deployed.`;
    const help = "Name one host that is deployed, or leave --first out.";
    return { ready: undefined, findings: [createProblem("unknown-target", message, { help })] };
  }
  const named = new Set(names.filter((name) => !name.startsWith("tag:")));
  const away = isPlanned ? [] : listAway(deployment, named, leader);
  if (away.length > 0) return { ready: undefined, findings: away };
  const { value: usages, diagnostics } = await askUsages(world, root, deployment.steps);
  const told =
    usages.size === 0 ? deployment : planDeployment(resolved, homes, { ...request, usages });
  return { ready: { ...told, first: leader }, findings: diagnostics };
}

/** What is named, or all that there is, and cannot be deployed from here, or not alone. */
function listAway(
  { steps, left }: { readonly steps: readonly DeployStep[]; readonly left: Deployment["left"] },
  named: ReadonlySet<string>,
  first: string | undefined,
): Finding[] {
  const isAlone = steps.length === 0;
  const deployed = new Set(steps.flatMap(({ targets }) => targets));
  return left
    .filter(({ reason, host }) => {
      return reason === "elsewhere" || (reason === "brought" && !deployed.has(host));
    })
    .filter(({ target, host }) => {
      return isAlone || named.has(target) || named.has(host) || target === first;
    })
    .map((one) => (one.reason === "brought" ? describeBrought(one) : describeAway(one)));
}

function describeBrought({ target, host, detail }: UndeployedTarget): Finding {
  const message = `${quote(target)} is not deployed alone: it comes with the system of ${quote(host)}, by ${detail}.`;
  return createProblem("not-from-here", message, {
    help: `Run: fleet deploy ${shellWord(host)}`,
  });
}

function describeAway({ target, host, detail, words }: UndeployedTarget): Finding {
  const isHome = target !== host;
  const message = `${quote(target)} is deployed on ${quote(host)} itself, as ${quote(detail)}, and this is another machine or user.`;
  const help = isHome
    ? `Run it there: fleet deploy ${showLine(target)}`
    : `Say where SSH reaches it, such as target: "root@${host}" in hosts.${host}.deploy${words[0] === "sudo" ? ", with an engine that can be told" : ""}; or run it there.`;
  return createProblem("not-from-here", message, { help });
}
