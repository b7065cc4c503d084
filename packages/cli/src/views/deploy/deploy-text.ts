import type { Deployment, DeployStep, UndeployedTarget } from "@fleet/codegen/deploy";
import { renderColumns, shellWord, showLine } from "@fleet/diagnostics";
import type { StepOutcome } from "@fleet/project/deploy";
import { secondsOf, stateNames } from "./deploy-progress.ts";

/** What came of a deployment. */
interface Deployed {
  readonly outcomes: readonly StepOutcome[];
  readonly left: Deployment["left"];
  readonly logs?: string | undefined;
  /** The command that deploys what was not; undefined where all was. */
  readonly again?: readonly string[] | undefined;
}

/** The commands as a shell takes them, each below what it is for. */
export function renderCommands({ steps, left }: Deployment): string {
  const blocks = [
    ...steps.map((step) => [`# ${titleOf(step)}`, writeCommand(step.words)]),
    ...left.map(({ words, ...one }) => [
      `# ${explainLeft(one)}`,
      ...(words.length === 0 ? [] : [writeCommand(words)]),
    ]),
  ];
  if (blocks.length === 0) return "There is nothing to deploy.\n";
  return `${blocks.map((lines) => lines.map(showLine).join("\n")).join("\n\n")}\n`;
}

/** What is run if somebody agrees, and what is left out. */
export function renderAgreement({ steps, left }: Deployment): string {
  const lines = [
    "Deploys",
    ...steps.map((step) => `  ${titleOf(step)}: ${writeCommand(step.words)}`),
    ...(left.length === 0 ? [] : ["Leaves out", ...left.map((one) => `  ${explainLeft(one)}`)]),
  ];
  return `${lines.map(showLine).join("\n")}\n`;
}

function titleOf({ name, targets }: DeployStep): string {
  return targets.length > 1 ? `${name}: ${targets.join(", ")}` : name;
}

function writeCommand(words: readonly string[]): string {
  return words.map(shellWord).join(" ");
}

function explainLeft({ target, host, reason, detail }: Omit<UndeployedTarget, "words">): string {
  switch (reason) {
    case "pulls":
      return `${target}: pulls its system by itself, with ${detail}`;
    case "elsewhere":
      return `${target}: is deployed on ${host} itself, as ${detail}`;
    case "brought":
      return `${target}: comes with ${host}, by ${detail}`;
    case "systemless":
      return `${target}: has no system to deploy`;
    default:
      return reason satisfies never;
  }
}

/** Who is where: a row for each command, and how many came through. */
export function renderSummary({ outcomes, left, logs, again }: Deployed): string {
  const rows = outcomes.map((outcome) => {
    const { step, state, reason, ended } = outcome;
    const long = ended === undefined ? "" : `${secondsOf(outcome, ended)} s`;
    return [titleOf(step), stateNames[state], long, reason];
  });
  const table =
    rows.length === 0 ? "" : renderColumns({ head: ["what", "state", "time", "why"], rows });
  const done = outcomes.filter(({ state }) => state === "done");
  const count = (list: readonly StepOutcome[]) =>
    list.reduce((sum, { step }) => sum + step.targets.length, 0);
  const lines = [
    ...left.map((one) => showLine(explainLeft(one))),
    `${count(done)} of ${count(outcomes)} deployed.`,
    ...(logs === undefined ? [] : [showLine(`Logs: ${logs}`)]),
    ...(again === undefined ? [] : [showLine(`Deploy the rest: ${writeCommand(again)}`)]),
  ];
  return `${table}${table === "" ? "" : "\n"}${lines.join("\n")}\n`;
}

/** The same for programs. */
export function describeDeployment({ outcomes, left, logs, again }: Deployed) {
  return {
    logs: logs ?? null,
    again: again ?? null,
    steps: outcomes.map(({ step, state, reason, log, begun, ended }) => ({
      name: step.name,
      targets: step.targets,
      command: step.words,
      after: step.after ?? null,
      state,
      reason,
      log: log ?? null,
      begun: begun ?? null,
      ended: ended ?? null,
    })),
    left: left.map(({ target, host, reason, detail, words }) => ({
      target,
      host,
      reason,
      detail,
      command: words,
    })),
  };
}
