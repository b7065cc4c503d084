import type { Diagnostic } from "@fleet/diagnostics";
import { cleanOutput, outputLimits, type ProgramEnd } from "@fleet/diagnostics";
import { type NixProblem, nixEvalCodes } from "./codes.ts";
import type { NixLog } from "./nix-log.ts";
import { describeRemedy } from "./nix-remedy.ts";

type Finished = Extract<ProgramEnd, { end: "exit" | "signal" }>;

/** Why a run of Nix gave neither a value nor an error. */
export function reportEnd(result: Exclude<ProgramEnd, Finished>, timeLimit: number): Diagnostic {
  switch (result.end) {
    case "time-out":
      return nixEvalCodes.create(
        "time-out",
        `Nix was stopped because it took longer than ${timeLimit / 1000} seconds.`,
        {
          help: "Often it waits for the network or evaluates without end; allow more time if it only needs more.",
        },
      );
    case "cancelled":
      return nixEvalCodes.create("cancelled", "The evaluation was cancelled.", {
        help: "Start it again.",
      });
    case "long-output":
    case "long-log": {
      const limit = result.end === "long-log" ? outputLimits.log : outputLimits.output;
      const what = result.end === "long-log" ? "messages" : "JSON";
      return nixEvalCodes.create(
        "too-large",
        `Nix was stopped because it wrote more than ${limit / 1024 / 1024} MiB of ${what}.`,
        { help: "Select less of the value, or take endless traces out of the Nix code." },
      );
    }
    case "unstarted":
      return nixEvalCodes.create(
        "failed",
        `Nix could not be started: ${cleanOutput(result.reason)}`,
        { help: 'Look whether "nix --version" works in a shell.' },
      );
    default:
      return result satisfies never;
  }
}

/** Why Nix failed when it reported no error of its own kind; all that it wrote is in the message, traces and warnings last. */
export function reportFailure(result: Finished, log: NixLog): Diagnostic {
  const isWarning = (line: string) => /^(?:trace|warning|evaluation warning): /.test(line);
  const lines = [...log.lines.filter((line) => !isWarning(line)), ...log.lines.filter(isWarning)];
  const said = lines.join("\n");
  const problem = classifyFailure(result, said);
  const end = result.end === "signal" ? `signal ${result.signal}` : `status ${result.status}`;
  return nixEvalCodes.create(problem, `Nix ended with ${end}: ${said || "no word"}`, {
    help: describeRemedy(problem),
  });
}

function classifyFailure(result: Finished, said: string): NixProblem {
  if (/^error: stack overflow/m.test(said)) return "stack-overflow";
  if (/out of memory|bad_alloc/i.test(said)) return "out-of-memory";
  if (/json\.exception\.type_error\.316/.test(said)) return "not-json";
  return result.end === "signal" ? "killed" : "failed";
}
