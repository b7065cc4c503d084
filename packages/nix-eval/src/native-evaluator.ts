import type { Checked, Diagnostic, ProgramEnd } from "@fleet/diagnostics";
import { cleanOutput } from "@fleet/diagnostics";
import { nixEvalCodes } from "./codes.ts";
import { type Evaluation, reportError } from "./error-report.ts";
import { type EvalPlan, planEval } from "./eval-plan.ts";
import { findNix, type NixBinary, type NixSearch } from "./nix-binary.ts";
import { nixEnvironment } from "./nix-environment.ts";
import type { Evaluated, NixEvaluator, NixRequest } from "./nix-evaluator.ts";
import { listWarnings, type NixLog, parseNixLog } from "./nix-log.ts";
import type { NixMachine } from "./nix-machine.ts";
import { describeRemedy } from "./nix-remedy.ts";
import { joinPath, resolvePath } from "./posix-path.ts";
import { reportEnd, reportFailure } from "./run-report.ts";

/** What an evaluator runs with. */
export interface NativeOptions {
  readonly nix: NixBinary;
  /** The whole environment that Nix gets, but for the language of its messages. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** An evaluator that runs the `nix` command, once for each request. */
export function createNativeEvaluator(machine: NixMachine, options: NativeOptions): NixEvaluator {
  const { run, disk, folder } = machine;
  const native = { ...options, run, disk, folder };
  return { evaluate: (request) => evaluate(request, native) };
}

/** Looks for Nix, and gives an evaluator that runs it. */
export async function openNativeEvaluator(
  machine: NixMachine,
  search: NixSearch,
): Promise<Checked<NixEvaluator>> {
  const nix = await findNix(machine, search);
  if (!nix.ok) return nix;
  const { environment } = search;
  return { ...nix, value: createNativeEvaluator(machine, { nix: nix.value, environment }) };
}

type Native = NativeOptions & Pick<NixMachine, "run" | "disk" | "folder">;

const defaultTimeLimit = 300_000;

async function evaluate(request: NixRequest, options: Native): Promise<Evaluated> {
  const planned = planEval(request, { version: options.nix.version, folder: options.folder });
  if (!planned.ok) return planned;
  const missing = findMissingFile(request, options);
  if (missing !== undefined) return { ok: false, diagnostics: [missing] };
  const plan = planned.value;
  const result = await runPlan({ plan, request, options });
  const { disk, nix } = options;
  const evaluation: Evaluation = { request, plan, version: nix.version, disk };
  if (result.end !== "exit" && result.end !== "signal") {
    return { ok: false, diagnostics: [reportEnd(result, request.timeLimit ?? defaultTimeLimit)] };
  }
  const log = parseNixLog(result.log, plan.sources);
  const warnings = listWarnings(log).map(createWarning);
  if (result.end === "exit" && result.status === 0) return readOutput(result.output, warnings);
  const failures = listFailures(result, log, evaluation);
  const { mark } = request;
  const marks = mark === undefined ? {} : { marks: listMarks(log, mark) };
  return { ok: false, diagnostics: [...failures, ...warnings], ...marks };
}

interface PlannedRun {
  readonly plan: EvalPlan;
  readonly request: NixRequest;
  readonly options: Native;
}

/** The trace says where in the code an error lies, but may be endless: then Nix has to do without. */
async function runPlan({ plan, request, options }: PlannedRun): Promise<ProgramEnd> {
  const { timeLimit = defaultTimeLimit, signal } = request;
  const start = performance.now();
  const command = {
    program: options.nix.path,
    arguments: [...plan.arguments, "--show-trace"],
    folder: plan.directory,
    environment: nixEnvironment(options.environment),
    input: plan.input,
    timeLimit,
    signal,
  };
  const result = await options.run(command);
  if (result.end !== "long-log") return result;
  const rest = Math.max(1, Math.floor(timeLimit - (performance.now() - start)));
  return options.run({ ...command, arguments: plan.arguments, timeLimit: rest });
}

/** Nix would look for a flake in the folders above, and report a missing folder as a broken command. */
function findMissingFile(request: NixRequest, { disk, folder }: Native): Diagnostic | undefined {
  const isPresent = (path: string) => disk.follow(resolvePath(folder, path)) !== undefined;
  if (request.kind === "expression") {
    const { directory = "." } = request;
    if (isPresent(directory)) return undefined;
    const message = `The folder "${cleanOutput(directory)}" to evaluate in does not exist.`;
    return nixEvalCodes.create("missing-file", message, { help: "Create it, or name another." });
  }
  if (request.kind === "file") {
    if (isPresent(request.file)) return undefined;
    const message = `The Nix file "${cleanOutput(request.file)}" does not exist.`;
    return nixEvalCodes.create("missing-file", message, { help: "Create it, or mend the path." });
  }
  if (isPresent(joinPath(request.directory, "flake.nix"))) return undefined;
  const file = cleanOutput(joinPath(request.directory, "flake.nix"));
  const help = 'Create one ("nix flake init"), or name the folder that holds it.';
  return nixEvalCodes.create("missing-file", `There is no flake: "${file}" does not exist.`, {
    help,
  });
}

function listMarks({ errors }: NixLog, mark: string): string[] {
  const texts = errors.flatMap(({ trace }) => trace.map(({ text }) => text));
  return texts.filter((text) => text.startsWith(mark)).map((text) => text.slice(mark.length));
}

function listFailures(
  result: Extract<ProgramEnd, { end: "exit" | "signal" }>,
  log: NixLog,
  evaluation: Evaluation,
): Diagnostic[] {
  const reported = log.errors.flatMap((error) => reportError(error, evaluation));
  return reported.length > 0 ? reported : [reportFailure(result, log)];
}

function readOutput(output: Uint8Array, warnings: readonly Diagnostic[]): Evaluated {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(output);
    const value = JSON.parse(text);
    return { ok: true, value, diagnostics: warnings };
  } catch (cause) {
    const message = `What Nix printed is no JSON: ${cleanOutput(String(cause))}`;
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
