import { access } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Checked, Diagnostic } from "@fleet/diagnostics";
import { nixEvalCodes } from "./codes.ts";
import { type Evaluation, reportError } from "./error-report.ts";
import { type EvalPlan, planEval } from "./eval-plan.ts";
import type { NixBinary } from "./nix-binary.ts";
import { type CommandResult, runCommand } from "./nix-command.ts";
import type { JsonValue, NixEvaluator, NixRequest } from "./nix-evaluator.ts";
import { listWarnings, type NixLog, parseNixLog } from "./nix-log.ts";
import { describeRemedy } from "./nix-remedy.ts";
import { reportEnd, reportFailure } from "./run-report.ts";
import { cleanTerminalText } from "./terminal-text.ts";

/** What an evaluator runs with. */
export interface NativeOptions {
  readonly nix: NixBinary;
  /** The whole environment that Nix gets, but for the language of its messages. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** An evaluator that runs the `nix` command, once for each request. */
export function createNativeEvaluator(options: NativeOptions): NixEvaluator {
  return { evaluate: (request) => evaluate(request, options) };
}

const defaultTimeLimit = 300_000;

async function evaluate(request: NixRequest, options: NativeOptions): Promise<Checked<JsonValue>> {
  const planned = planEval(request, options.nix.version);
  if (!planned.ok) return planned;
  const missing = await findMissingFile(request);
  if (missing !== undefined) return { ok: false, diagnostics: [missing] };
  const plan = planned.value;
  const result = await runPlan({ plan, request, options });
  const evaluation: Evaluation = { request, plan, version: options.nix.version };
  if (result.end !== "exit" && result.end !== "signal") {
    return { ok: false, diagnostics: [reportEnd(result, request.timeLimit ?? defaultTimeLimit)] };
  }
  const log = parseNixLog(result.log, plan.sources);
  const warnings = listWarnings(log).map(createWarning);
  if (result.end === "exit" && result.status === 0) return readOutput(result.output, warnings);
  const failures = await listFailures(result, log, evaluation);
  return { ok: false, diagnostics: [...failures, ...warnings] };
}

interface PlannedRun {
  readonly plan: EvalPlan;
  readonly request: NixRequest;
  readonly options: NativeOptions;
}

/** The trace says where in the code an error lies, but may be endless: then Nix has to do without. */
async function runPlan({ plan, request, options }: PlannedRun): Promise<CommandResult> {
  const { timeLimit = defaultTimeLimit, signal } = request;
  const start = performance.now();
  const command = {
    program: options.nix.path,
    arguments: [...plan.arguments, "--show-trace"],
    directory: plan.directory,
    environment: { ...options.environment, LC_ALL: "C", NO_COLOR: "1", GIT_TERMINAL_PROMPT: "0" },
    input: plan.input,
    timeLimit,
    signal,
  };
  const result = await runCommand(command);
  if (result.end !== "long-log") return result;
  const rest = Math.max(1, Math.floor(timeLimit - (performance.now() - start)));
  return runCommand({ ...command, arguments: plan.arguments, timeLimit: rest });
}

/** Nix would look for a flake in the folders above, and report a missing folder as a broken command. */
async function findMissingFile(request: NixRequest): Promise<Diagnostic | undefined> {
  if (request.kind === "expression") {
    const { directory = "." } = request;
    if (await isPresent(resolve(directory))) return undefined;
    const message = `The folder "${cleanTerminalText(directory)}" to evaluate in does not exist.`;
    return nixEvalCodes.create("missing-file", message, { help: "Create it, or name another." });
  }
  if (request.kind === "file") {
    if (await isPresent(resolve(request.file))) return undefined;
    const message = `The Nix file "${cleanTerminalText(request.file)}" does not exist.`;
    return nixEvalCodes.create("missing-file", message, { help: "Create it, or mend the path." });
  }
  if (await isPresent(resolve(request.directory, "flake.nix"))) return undefined;
  const file = cleanTerminalText(join(request.directory, "flake.nix"));
  const help = 'Create one ("nix flake init"), or name the folder that holds it.';
  return nixEvalCodes.create("missing-file", `There is no flake: "${file}" does not exist.`, {
    help,
  });
}

async function isPresent(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

async function listFailures(
  result: Extract<CommandResult, { end: "exit" | "signal" }>,
  log: NixLog,
  evaluation: Evaluation,
): Promise<Diagnostic[]> {
  const reported = await Promise.all(log.errors.map((error) => reportError(error, evaluation)));
  return reported.length > 0 ? reported.flat() : [reportFailure(result, log)];
}

function readOutput(output: Uint8Array, warnings: readonly Diagnostic[]): Checked<JsonValue> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(output);
    const value: JsonValue = JSON.parse(text);
    return { ok: true, value, diagnostics: warnings };
  } catch (cause) {
    const message = `What Nix printed is no JSON: ${cleanTerminalText(String(cause))}`;
    return {
      ok: false,
      diagnostics: [
        nixEvalCodes.create("not-json", message, { help: describeRemedy("not-json") }),
        ...warnings,
      ],
    };
  }
}

function createWarning(text: string): Diagnostic {
  return nixEvalCodes.create("warning", `The Nix code warns: ${text}`, {
    help: "The evaluation went on; do as the warning says before it becomes an error.",
  });
}
