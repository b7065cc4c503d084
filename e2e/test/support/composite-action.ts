import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "./command.ts";

interface Step {
  readonly id?: string;
  readonly name: string;
  readonly if?: string;
  readonly shell?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

/** What an action came to. */
export interface ActionRun {
  readonly status: number;
  /** The name of the step that failed; undefined where none did. */
  readonly failed: string | undefined;
  readonly output: string;
  /** The actions that it used, with what they were given. */
  readonly used: readonly { readonly action: string; readonly given: Record<string, string> }[];
}

/** The action of this repository. */
export function readAction(): Action {
  return parse(readFileSync(join(root, "action.yml"), "utf8"));
}

/**
 * Runs the steps of the action as a runner does: its conditions and expressions, its files for outputs, and
 * bash with the options that it starts it with. Actions that are used are only noted.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
 */
export async function runAction({
  inputs,
  workspace,
  environment,
}: {
  readonly inputs: Readonly<Record<string, string>>;
  readonly workspace: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}): Promise<ActionRun> {
  const action = readAction();
  const values = new Map<string, string>([["github.action_path", root]]);
  for (const [name, { default: text }] of Object.entries(action.inputs)) {
    values.set(`inputs.${name}`, inputs[name] ?? text);
  }
  const temp = join(workspace, "..", "temp");
  mkdirSync(temp, { recursive: true });
  const used: { action: string; given: Record<string, string> }[] = [];
  let output = "";
  for (const step of action.runs.steps) {
    if (step.if !== undefined && !decide(step.if, values)) continue;
    const fill = (texts: Readonly<Record<string, string>> = {}) =>
      Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, expand(text, values)]));
    if (step.run === undefined) {
      used.push({ action: step.uses ?? "", given: fill(step.with) });
      continue;
    }
    const outputs = join(temp, "outputs");
    writeFileSync(outputs, "");
    writeFileSync(join(temp, "step.sh"), step.run);
    const ended = await runBash(join(temp, "step.sh"), workspace, {
      ...environment,
      RUNNER_TEMP: temp,
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: outputs,
      ...fill(step.env),
    });
    output += ended.output;
    for (const line of readFileSync(outputs, "utf8").split("\n")) {
      const [key = "", ...text] = line.split("=");
      values.set(`steps.${step.id}.outputs.${key}`, text.join("="));
    }
    if (ended.status !== 0) return { status: ended.status, failed: step.name, output, used };
  }
  return { status: 0, failed: undefined, output, used };
}

function runBash(
  file: string,
  cwd: string,
  env: Record<string, string | undefined>,
): Promise<{ status: number; output: string }> {
  const bash = spawn("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", file], { cwd, env });
  let output = "";
  for (const stream of [bash.stdout, bash.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  return new Promise((resolve) =>
    bash.on("close", (status) => resolve({ status: status ?? -1, output })),
  );
}

type Values = ReadonlyMap<string, string>;

function expand(text: string, values: Values): string {
  return `${text}`.replaceAll(/\$\{\{ ([\w.-]+) \}\}/g, (_, name) => values.get(name) ?? "");
}

/** Conditions here are comparisons, all of which have to hold. */
function decide(condition: string, values: Values): boolean {
  return condition.split(" && ").every((part) => {
    const [, name = "", text] = /^([\w.-]+) == '([^']*)'$/.exec(part) ?? [];
    if (text === undefined) throw new Error(`this condition is not understood: ${part}`);
    return (values.get(name) ?? "") === text;
  });
}
