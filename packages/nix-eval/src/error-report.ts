import type { Diagnostic } from "@fleet/diagnostics";
import { cleanOutput } from "@fleet/diagnostics";
import { nixEvalCodes } from "./codes.ts";
import { classifyError, type KnownError, listAssertions } from "./error-kind.ts";
import type { EvalPlan } from "./eval-plan.ts";
import {
  describeArgument,
  describeArgumentRemedy,
  findModuleArgument,
  isArgumentFrame,
  type ModuleArgument,
} from "./module-argument.ts";
import type { NixRequest } from "./nix-evaluator.ts";
import type { NixError, NixFrame, NixPlace } from "./nix-log.ts";
import type { NixDisk } from "./nix-machine.ts";
import { describeRemedy } from "./nix-remedy.ts";
import { printAttrPath } from "./nix-text.ts";
import { isAtLeast, type NixVersion } from "./nix-version.ts";
import { isAbsolute } from "./posix-path.ts";
import { findSourceFile, findUntrackedFile, nameFile, splitSourcePath } from "./source-file.ts";

/** What was asked of which Nix, and how. */
export interface Evaluation {
  readonly request: NixRequest;
  readonly plan: EvalPlan;
  readonly version: NixVersion;
  /** Where the files are that an error may lie in. */
  readonly disk: NixDisk;
}

/** One error of Nix as diagnostics: several for a list of assertions, one otherwise. */
export function reportError(told: NixError, evaluation: Evaluation): Diagnostic[] {
  const error = withoutMarks(told, evaluation.request);
  const known = classifyError(error, isAtLeast(evaluation.version, "2.19"));
  const where = locateError(known, error, evaluation);
  const argument = findModuleArgument(error);
  if (argument !== undefined) return [reportArgument({ argument, where }, error, evaluation)];
  const assertions = known.problem === "failed-assertion" ? listAssertions(known.subject) : [];
  if (assertions.length > 0) {
    const help = "Change the configuration as the assertion says.";
    return assertions.map((text) =>
      nixEvalCodes.create("failed-assertion", `An assertion of the modules fails: ${text}`, {
        ...where,
        help,
      }),
    );
  }
  const help =
    known.problem === "missing-file"
      ? describeMissingFile(error, known.subject, evaluation)
      : describeHelp(known, error);
  const message = describeError(known, error, evaluation) + shortenTrace(error.trace);
  return [nixEvalCodes.create(known.problem, message, { ...where, help })];
}

/** What the code said of where it is, whoever asked for it knows to read. */
function withoutMarks(error: NixError, { mark }: NixRequest): NixError {
  if (mark === undefined) return error;
  return { ...error, trace: error.trace.filter(({ text }) => !text.startsWith(mark)) };
}

/** Of the module that has the argument, where that is a file of the directory; else where Nix was. */
function reportArgument(
  { argument, where }: { argument: ModuleArgument; where: Where },
  error: NixError,
  { disk, plan }: Evaluation,
): Diagnostic {
  const isFile = isAbsolute(argument.module);
  const file = isFile
    ? findSourceFile(argument.module, { disk, directory: plan.directory })
    : undefined;
  const trace = error.trace.filter(({ text }) => !isArgumentFrame(text));
  const message = describeArgument(argument, file === undefined ? undefined : cleanOutput(file));
  const remedy = describeArgumentRemedy(argument);
  const { suggestion } = error;
  return nixEvalCodes.create(argument.problem, message + shortenTrace(trace), {
    ...(file === undefined || file === where.file ? where : { file: cleanOutput(file) }),
    help: suggestion === undefined ? remedy : `${suggestion} ${remedy}`,
  });
}

function describeHelp({ problem }: KnownError, { message, suggestion }: NixError): string {
  const isName = problem === "missing-attribute" || problem === "undefined-variable";
  return isName && suggestion !== undefined ? suggestion : describeRemedy(problem, message);
}

type Where = Pick<Diagnostic, "file" | "position">;

/**
 * The innermost place in a file of the directory, since the mistake is rarely in a library; failing
 * that, the innermost in any file. What cannot be read at all is wrong where Nix stopped.
 */
function locateError(known: KnownError, error: NixError, { plan, disk }: Evaluation): Where {
  const isText = known.problem === "syntax-error" || known.problem === "undefined-variable";
  const places = isText ? [error.place] : [error.place, ...error.trace.map(({ place }) => place)];
  let fallback: Where = {};
  for (const place of places.slice(0, locatedFrames)) {
    if (place?.file === undefined) continue;
    const file = findSourceFile(place.file, { disk, directory: plan.directory });
    if (file !== undefined && !isAbsolute(file)) return createWhere(file, place);
    if (fallback.file === undefined) fallback = createWhere(file ?? place.file, place);
  }
  return fallback;
}

/** How many steps of a trace are looked at for a file of the directory: each may be read. */
const locatedFrames = 500;

function createWhere(file: string, { line, column }: NixPlace): Where {
  return { file: cleanOutput(file), position: { line, column } };
}

/** Steps that only repeat how Nix calls functions, or what the message says. */
const dullFrames = [
  /^(from call site|message for the trace)/,
  /^in the (left operand|right operand|argument) of /,
  /^while (calling|evaluating|selecting) (anonymous lambda|'.*'$|the '.*' builtin|an attribute)/,
  /^while evaluating (list element|(the )?attribute '|the condition|a branch condition|the error message)/,
  /^while realising the context/,
];

function shortenTrace(trace: readonly NixFrame[]): string {
  const all = [...new Set(trace.map((frame) => frame.text))];
  const texts = all.filter((text) => !dullFrames.some((pattern) => pattern.test(text)));
  const shown = texts.slice(0, 4).map((text) => `\n… ${text}`);
  const left = texts.length - shown.length;
  return shown.join("") + (left > 0 ? `\n… and ${left} more steps` : "");
}

function describeError(known: KnownError, error: NixError, evaluation: Evaluation): string {
  const { problem, subject } = known;
  if (problem === "throw") return `The Nix code refuses: ${subject}`;
  if (problem === "missing-attribute" && isOutput(error, evaluation.request)) {
    return `The flake has no output ${nameOutput(evaluation.request)}.`;
  }
  return (
    describeKnown(known, error, evaluation.plan.directory) +
    describeTextPlace(error, evaluation.request)
  );
}

function describeKnown(
  { problem, subject }: KnownError,
  error: NixError,
  directory: string,
): string {
  if (problem === "failed-assertion") return `The assertion "${subject}" does not hold.`;
  if (problem !== "missing-file") return `Nix says: ${error.message}`;
  if (isSearched(error)) return `There is no "<${subject}>" in the Nix search path.`;
  const inTree = splitSourcePath(subject);
  const where = inTree === undefined ? "" : " in the flake";
  return `The Nix code names the file "${inTree ?? nameFile(subject, directory)}", which does not exist${where}.`;
}

function isSearched(error: NixError): boolean {
  return error.message.includes("was not found in the Nix search path");
}

/** A place in what the request holds, unless that is nothing that its author wrote. */
function describeTextPlace({ place }: NixError, request: NixRequest): string {
  const isWritten = request.kind === "expression" || request.apply !== undefined;
  if (place === undefined || place.file !== undefined || !isWritten) return "";
  return ` (line ${place.line}, column ${place.column} of the expression)`;
}

/** Whether the attribute that is missing is the requested one: Nix says so, or fails on the way that it was given. */
function isOutput(error: NixError, request: NixRequest): boolean {
  if (request.kind !== "flake") return false;
  const isOnWay = request.apply === undefined && error.place?.file === undefined;
  return error.message.startsWith("flake '") || (isOnWay && error.place !== undefined);
}

function nameOutput(request: NixRequest): string {
  return request.kind === "flake" ? cleanOutput(printAttrPath(request.attribute)) : "";
}

function describeMissingFile(error: NixError, subject: string, evaluation: Evaluation): string {
  const { disk, plan, request } = evaluation;
  if (isSearched(error)) return "Take it from an input of the flake, or write its path.";
  if (request.kind === "flake") {
    const inTree = splitSourcePath(subject) ?? nameFile(subject, plan.directory);
    const untracked = findUntrackedFile(inTree, { disk, directory: plan.directory });
    if (untracked !== undefined) return describeUntracked(cleanOutput(untracked));
  }
  return "Create it, or mend the path; a path without quotes starts from the file it stands in.";
}

function describeUntracked(file: string): string {
  const quoted = `'${file.replaceAll("'", "'\\''")}'`;
  return `"${file}" is there, but git does not track it, and a flake sees only what git tracks: "git add -- ${quoted}".`;
}
