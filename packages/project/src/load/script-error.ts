import type { Diagnostic } from "@fleet/diagnostics";
import { describeThrown, findTextPosition, positionAt } from "@fleet/diagnostics";
import { dirname, join } from "pathe";
import { createProblem } from "../codes.ts";
import { decodeText } from "../disk/bytes.ts";
import type { Disk } from "../world/disk.ts";
import type { UnresolvedImport } from "../world/script-runner.ts";
import type { World } from "../world/world.ts";
import { type ErrorOrigin, findStackPlace, findSyntaxPlace } from "./stack-place.ts";

/** What is known about a config that could not be loaded. */
export interface FailedLoad extends ErrorOrigin {
  /** The config file's name. */
  readonly name: string;
  readonly unresolved: UnresolvedImport | undefined;
}

/** Says what went wrong while a config was run, and where in its author's own files. */
export async function describeScriptError(
  world: World,
  thrown: unknown,
  load: FailedLoad,
): Promise<Diagnostic> {
  if (load.unresolved !== undefined && isResolutionError(thrown)) {
    return describeUnresolved(world, load.unresolved, load);
  }
  if (thrown instanceof SyntaxError && findStackPlace(thrown, load) === undefined) {
    return describeSyntaxError(world, thrown, load);
  }
  const place = findStackPlace(thrown, load);
  return createProblem("config-throws", `The config throws: ${describeThrown(thrown)}`, {
    ...(place ?? { file: load.name }),
    help: helpFor(thrown),
  });
}

/** What to do about an error. Configs that are written as CommonJS end in one of a few. */
function helpFor(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : "";
  const code: unknown = thrown instanceof Error ? Reflect.get(thrown, "code") : undefined;
  if (/^(?:require|module|exports) is not defined/.test(message)) return moduleHelp;
  if (/^__(?:dir|file)name is not defined/.test(message)) {
    return "A config is a module: write import.meta.dirname, or import.meta.filename.";
  }
  // Before Node 23 nobody but a module is given the command's own copy.
  if (code === "MODULE_NOT_FOUND" && message.includes("'@fleet/core'")) return moduleHelp;
  if (code === "ERR_INVALID_PACKAGE_CONFIG") return "Correct that package.json: it has to be JSON.";
  return "fleet reads the config by running it, and this stopped it.";
}

const moduleHelp =
  'Write it as a module: import { defineFleet } from "@fleet/core"; export default defineFleet({ … });';

async function describeSyntaxError(
  { scripts }: World,
  error: SyntaxError,
  load: FailedLoad,
): Promise<Diagnostic> {
  const place = findSyntaxPlace(error, load);
  const help = "Correct it there. A bracket, quote or comma before that place may be missing.";
  if (place !== undefined) return createProblem("syntax-error", error.message, { ...place, help });
  const { findScriptMistake } = await import("../config-text/reading/script-mistake.ts");
  // The file that failed is the last that was loaded, but for what loads beside it.
  for (const [file, bytes] of [...load.files].reverse()) {
    if (file.endsWith(".json")) continue;
    const text = decodeText(bytes);
    const { stripTypes } = scripts;
    const mistake = await findScriptMistake({ name: file, text, stripTypes });
    if (mistake === undefined) continue;
    const position = positionAt(text, mistake.offset);
    return createProblem("syntax-error", error.message, { file, position, help });
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
  { disk }: World,
  { specifier, importer }: UnresolvedImport,
  load: FailedLoad,
): Diagnostic {
  const quoted = JSON.stringify(specifier);
  const bytes = load.files.get(importer);
  const text = bytes === undefined ? "" : decodeText(bytes);
  const position = findTextPosition(text, new RegExp(`(["'])${escapeRegExp(specifier)}\\1`));
  const place = { file: importer, ...(position === undefined ? {} : { position }) };
  if (/^(?:\.|\/|file:)/.test(specifier)) {
    return createProblem("module-not-found", `There is no ${quoted} to import.`, {
      ...place,
      help: nearestFile(disk, join(load.root, dirname(importer)), specifier),
    });
  }
  return createProblem("module-not-found", `The package ${quoted} cannot be found.`, {
    ...place,
    help: "A config can import its own files and @fleet/core; any other package has to be installed beside it.",
  });
}

function nearestFile(disk: Disk, folder: string, specifier: string): string {
  const bare = specifier.replace(/\.[cm]?[jt]s$/, "");
  const endings = [".ts", ".mts", ".js", ".mjs", ".json", "/index.ts", "/index.js"];
  const near = endings
    .map((ending) => `${bare}${ending}`)
    .find((path) => disk.follow(join(folder, path)) !== undefined);
  return near === undefined
    ? "Correct the path: it starts at the importing file, and names the file with its ending."
    : `Write ${JSON.stringify(near)}: an import names the file with its ending.`;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
