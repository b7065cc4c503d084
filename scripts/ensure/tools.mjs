// Tools that the machine's own packager has.
import { explainFailure } from "./failure.mjs";
import { lookAtMachine } from "./machine.mjs";
import { fail, say } from "./output.mjs";
import { install } from "./programs.mjs";
import { planTool, tools } from "./tool-plan.mjs";

/** Whether the machine has a tool of `tools`. */
export function hasTool(name) {
  return lookAtMachine().has(tools[name].command);
}

/** Installs a tool of `tools`, unless it is there; stops with a word on how to get it where it cannot. */
export function ensureTool(name) {
  const problem = tryTool(name);
  if (problem !== undefined) fail(problem);
}

/** The same, for those who can do without: says what is missing and how to get it, or nothing. */
export function tryTool(name) {
  const plan = planTool(tools[name], lookAtMachine());
  if (plan.kind === "missing") return plan.sentence;
  if (plan.kind === "present") return undefined;
  say(`Installing ${name} with ${plan.with}…`);
  for (const [program, ...args] of plan.steps) {
    const problem = install(program, args, { env: { DEBIAN_FRONTEND: "noninteractive" } });
    if (problem === undefined) continue;
    const place = { folder: "The system", source: `What ${plan.with} fetches from`, as: plan.as };
    return explainFailure([program, ...args].join(" "), problem, place);
  }
  return undefined;
}

/** Installs Nix, unless there is one already. */
export function ensureNix() {
  ensureTool("nix");
}
