import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Diagnostic } from "@fleet/diagnostics";
import { describeThrown, findTextPosition } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";
import type { UnresolvedImport } from "./module-watch.ts";
import { type ErrorOrigin, findStackPlace, findSyntaxPlace } from "./stack-place.ts";

/** What is known about a config that could not be loaded. */
export interface FailedLoad extends ErrorOrigin {
  /** The config file's name. */
  readonly name: string;
  readonly unresolved: UnresolvedImport | undefined;
}

/** Says what went wrong while a config was run, and where in its author's own files. */
export async function describeScriptError(thrown: unknown, load: FailedLoad): Promise<Diagnostic> {
  if (load.unresolved !== undefined && isResolutionError(thrown)) {
    return describeUnresolved(load.unresolved, load);
  }
  if (thrown instanceof SyntaxError && findStackPlace(thrown, load) === undefined) {
    return describeSyntaxError(thrown, load);
  }
  const place = findStackPlace(thrown, load);
  return createProblem("config-throws", `The config throws: ${describeThrown(thrown)}`, {
    ...(place ?? { file: load.name }),
    help: "fleet reads the config by running it, and this stopped it.",
  });
}

async function describeSyntaxError(error: SyntaxError, load: FailedLoad): Promise<Diagnostic> {
  const place = findSyntaxPlace(error, load);
  const help = "Correct it there. A bracket, quote or comma before that place may be missing.";
  if (place !== undefined) return createProblem("syntax-error", error.message, { ...place, help });
  const { findSyntaxProblem } = await import("./syntax-check.ts");
  // The file that failed is the last that was loaded, but for what loads beside it.
  for (const [file, bytes] of [...load.files].reverse()) {
    if (file.endsWith(".json")) continue;
    const problem = findSyntaxProblem(file, bytes.toString());
    if (problem === undefined) continue;
    return createProblem("syntax-error", problem.message, {
      file,
      position: problem.position,
      help,
    });
  }
  const { position, file, message } = describeJsonError(error, load);
  return createProblem("syntax-error", message, { file, ...position, help });
}

/** Node's message about an imported JSON file begins with its path. */
function describeJsonError(error: SyntaxError, { files, root, name }: FailedLoad) {
  const [, path = "", rest = ""] = /^(\/.*?\.json): (.*)$/s.exec(error.message) ?? [];
  const file = [...files.keys()].find((candidate) => join(root, candidate) === path);
  if (file === undefined) return { file: name, message: error.message, position: {} };
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(rest) ?? [];
  const position =
    line === undefined ? {} : { position: { line: Number(line), column: Number(column) } };
  return { file, message: rest.replace(/ in JSON at position .*$/s, ""), position };
}

function isResolutionError(thrown: unknown): boolean {
  const code: unknown = thrown instanceof Error ? Reflect.get(thrown, "code") : undefined;
  return typeof code === "string" && code.startsWith("ERR_");
}

function describeUnresolved(
  { specifier, importer }: UnresolvedImport,
  load: FailedLoad,
): Diagnostic {
  const quoted = JSON.stringify(specifier);
  const text = load.files.get(importer)?.toString() ?? "";
  const position = findTextPosition(text, new RegExp(`(["'])${escapeRegExp(specifier)}\\1`));
  const place = { file: importer, ...(position === undefined ? {} : { position }) };
  if (/^(?:\.|\/|file:)/.test(specifier)) {
    return createProblem("module-not-found", `There is no ${quoted} to import.`, {
      ...place,
      help: nearestFile(join(load.root, dirname(importer)), specifier),
    });
  }
  return createProblem("module-not-found", `The package ${quoted} cannot be found.`, {
    ...place,
    help: "A config can import its own files and @fleet/core; any other package has to be installed beside it.",
  });
}

function nearestFile(folder: string, specifier: string): string {
  const bare = specifier.replace(/\.[cm]?[jt]s$/, "");
  const endings = [".ts", ".mts", ".js", ".mjs", ".json", "/index.ts", "/index.js"];
  const near = endings
    .map((ending) => `${bare}${ending}`)
    .find((path) => existsSync(join(folder, path)));
  return near === undefined
    ? "Correct the path: it starts at the importing file, and names the file with its ending."
    : `Write ${JSON.stringify(near)}: an import names the file with its ending.`;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
