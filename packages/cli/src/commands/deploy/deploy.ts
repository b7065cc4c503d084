import type { Deployment } from "@fleet/codegen/deploy";
import { type Finding, renderJson } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import { planProject } from "@fleet/project/plan";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { renderForPeople } from "../../command/command-report.ts";
import { confirm } from "../../command/question.ts";
import {
  describeDeployment,
  renderAgreement,
  renderCommands,
  renderSummary,
} from "../../views/deploy/deploy-text.ts";
import { renderFleetPlan } from "../../views/plan/plan-pretty.ts";
import { describeErasure } from "./deploy-install.ts";
import { type Preparation, prepareDeployment } from "./deploy-preparation.ts";
import { type RunResult, runDeployment } from "./deploy-run.ts";

/** Deploys hosts and homes through the engines that they have. */
export async function deploy(invocation: Invocation): Promise<CommandResult> {
  const { options } = invocation;
  const prepared = await prepareDeployment(invocation);
  const { project, ready, findings } = prepared;
  if (ready === undefined) return refuse(invocation, project, findings);
  if (options.has("plan")) return printCommands(invocation, prepared, ready);
  if (ready.steps.length === 0) return concludeIdle(invocation, prepared, ready);
  const refusal = await ask(invocation, prepared, ready);
  if (refusal !== undefined) return refuse(invocation, project, [...findings, refusal]);
  const run = await runDeployment(invocation, project, ready);
  if (!run.ok) return refuse(invocation, project, [...findings, ...run.diagnostics]);
  return conclude(invocation, prepared, { left: ready.left, ...run.value });
}

/** Nothing was begun, and this is why. */
function refuse(
  { options, terminal }: Invocation,
  project: Project,
  findings: readonly Finding[],
): CommandResult {
  if (options.has("json")) {
    const stdout = renderJson(findings, describeDeployment({ outcomes: [], left: [] }));
    return { exitCode: 2, stdout, stderr: "" };
  }
  const stderr = `${renderForPeople(terminal, project, findings)}Nothing was deployed.\n`;
  return { exitCode: 2, stdout: "", stderr };
}

function printCommands(
  { options, terminal }: Invocation,
  { project, findings }: Preparation,
  { steps, left }: Deployment,
): CommandResult {
  if (options.has("json")) {
    const outcomes = steps.map((step) => ({ step, state: "waiting" as const, ...nothingYet }));
    const stdout = renderJson(findings, describeDeployment({ outcomes, left }));
    return { exitCode: 0, stdout, stderr: "" };
  }
  const stderr = renderForPeople(terminal, project, findings);
  return { exitCode: 0, stdout: renderCommands({ steps, left }), stderr };
}

const nothingYet = { reason: "", log: undefined, begun: undefined, ended: undefined } as const;

/** Whatever there is fetches its system itself. */
function concludeIdle(
  invocation: Invocation,
  prepared: Preparation,
  { left }: Deployment,
): CommandResult {
  return conclude(invocation, prepared, {
    outcomes: [],
    left,
    logs: undefined,
    again: undefined,
    findings: [],
  });
}

/** Says what it means and what is run, and asks; why it is not to be, unless somebody agrees. */
async function ask(
  invocation: Invocation,
  { project, findings }: Preparation,
  deployment: Deployment,
): Promise<Finding | undefined> {
  const { options, terminal, world } = invocation;
  if (options.has("yes")) return undefined;
  const isAsked = !options.has("json") && world.confirm !== undefined;
  const meaning = isAsked ? await explainMeaning(invocation, project) : "";
  const warnings = isAsked ? renderForPeople(terminal, project, findings) : "";
  const plan = [meaning, warnings, renderAgreement(deployment)].filter((part) => part !== "");
  const help = "Look at it with --plan and with: fleet plan. Then agree to it with --yes.";
  const refusal = confirm(invocation, { plan: plan.join("\n"), help });
  const [step] = deployment.steps;
  if (refusal !== undefined || step === undefined || !options.has("install")) return refusal;
  // Whoever has read many plans agrees to one more; what is erased is asked about by itself.
  return confirm(invocation, { plan: describeErasure(step.name, step), help });
}

/** What it means that the fleet takes the place of the one of a revision; "" where there is none to compare with. */
async function explainMeaning(
  { options, terminal }: Invocation,
  project: Project,
): Promise<string> {
  const against = options.get("against");
  const revision = typeof against === "string" ? against : "HEAD";
  const planned = await planProject(project, { against: revision });
  if (planned.ok) return renderFleetPlan({ ...planned.value, revision }, terminal.width?.stderr);
  return renderForPeople(terminal, project, planned.diagnostics);
}

function conclude(
  { options, terminal, world }: Invocation,
  { project, findings }: Preparation,
  result: RunResult & Pick<Deployment, "left">,
): CommandResult {
  const { outcomes } = result;
  const isDone = outcomes.every(({ state }) => state === "done");
  const isBegun = outcomes.some(({ state }) => state !== "untouched");
  const exitCode = isDone ? 0 : isBegun ? 1 : 2;
  const all = [...findings, ...result.findings];
  if (options.has("json")) {
    return { exitCode, stdout: renderJson(all, describeDeployment(result)), stderr: "" };
  }
  // Who was asked has seen the warnings.
  const isTold = !options.has("yes") && world.confirm !== undefined;
  const stderr = renderForPeople(terminal, project, isTold ? result.findings : all);
  return { exitCode, stdout: renderSummary(result), stderr };
}
