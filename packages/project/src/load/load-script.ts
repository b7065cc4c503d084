import type { Diagnostic } from "@fleet/diagnostics";
import { dirname, join, relative } from "pathe";
import { createProblem } from "../codes.ts";
import { openConfigText } from "../config-text/config-text.ts";
import { decodeText } from "../disk/bytes.ts";
import { readLocalFile } from "../disk/local-file.ts";
import type { Disk } from "../world/disk.ts";
import type { ScriptRun } from "../world/script-runner.ts";
import type { World } from "../world/world.ts";
import type { ConfigFile } from "./config-file.ts";
import type { LoadedConfig } from "./loaded-config.ts";
import { describeScriptError } from "./script-error.ts";
import { describeFault } from "./value-fault.ts";

/** How long a config may take to run, in milliseconds. */
const timeLimit = 30_000;

/** Runs a config that is a script and takes its default export. */
export async function loadScript(world: World, { root, name }: ConfigFile): Promise<LoadedConfig> {
  const path = join(root, name);
  const kind = world.disk.follow(path)?.kind;
  // Node has words of its own for a folder or a link in a circle, which say little.
  if (kind !== "file") {
    const file = readLocalFile(world.disk, { root, path, name });
    const diagnostics = file.ok ? [] : [file.diagnostic];
    return { input: undefined, files: new Map(), text: undefined, diagnostics };
  }
  const odd = findOddManifest(world.disk, root);
  if (odd !== undefined) {
    return { input: undefined, files: new Map(), text: undefined, diagnostics: [odd] };
  }
  const run = await world.scripts.run({ root, name, timeLimit });
  const { result, files } = run;
  const bytes = files.get(name);
  const { stripTypes } = world.scripts;
  const text =
    bytes === undefined
      ? undefined
      : await openConfigText({ name, text: decodeText(bytes), stripTypes });
  if (result.kind !== "exports") {
    return {
      input: undefined,
      files,
      text,
      diagnostics: await explain(world, { root, name, run }),
    };
  }
  const exported = takeDefault(result.exports, name);
  const diagnostics = [...run.diagnostics, ...exported.diagnostics];
  return { input: exported.value, files, text, diagnostics };
}

/**
 * Node reads the nearest `package.json` before anything else, and waits for ever for one that is a pipe:
 * no time limit ends that.
 */
function findOddManifest(disk: Disk, root: string): Diagnostic | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const path = join(folder, "package.json");
    const kind = disk.follow(path)?.kind;
    if (kind === "other") {
      const name = relative(root, path);
      const message = `${JSON.stringify(name)} is not a regular file, and Node would wait for it.`;
      return createProblem("unreadable-file", message, { file: name, help: "Delete it." });
    }
    if (kind !== undefined || folder === dirname(folder)) return undefined;
  }
}

async function explain(
  world: World,
  { root, name, run }: { root: string; name: string; run: ScriptRun },
): Promise<readonly Diagnostic[]> {
  const { result, files, unresolved, diagnostics } = run;
  if (result.kind === "stopped") return [...diagnostics, result.diagnostic];
  if (result.kind === "unreadable") {
    return [...diagnostics, { file: name, ...describeFault(result.fault, { root, files }) }];
  }
  // A file that could not be read has been reported already, and is why the import failed.
  if (diagnostics.some(({ code }) => code !== "cli/source-outside-root")) return diagnostics;
  const thrown = result.kind === "thrown" ? result.thrown : undefined;
  const failed = { root, name, files, unresolved };
  return [...diagnostics, await describeScriptError(world, thrown, failed)];
}

interface DefaultExport {
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

function takeDefault(exports: object, file: string): DefaultExport {
  if (!("default" in exports)) return refuse("no-default-export", missingDefault(exports), file);
  const value: unknown = exports.default;
  if (value instanceof Promise) {
    const help = "Write `await` before what is exported.";
    return refuse("not-a-declaration", { message: "The config exports a promise.", help }, file);
  }
  if (typeof value === "function") {
    const help = "Export what the function returns: export default defineFleet({ … }).";
    return refuse("not-a-declaration", { message: "The config exports a function.", help }, file);
  }
  if (isModule(value) && "default" in value) {
    const message = "The config exports all of a module, and its default export is one key of it.";
    const help = 'Write: import fleet from "…"; export default fleet;';
    return refuse("not-a-declaration", { message, help }, file);
  }
  if (typeof value !== "object" || value === null) {
    const message = `The config exports ${value === null ? "null" : typeof value}, and no declaration.`;
    const help = "Write: export default defineFleet({ … }).";
    return refuse("not-a-declaration", { message, help }, file);
  }
  return { value, diagnostics: [] };
}

/** What `import * as name` gives. */
function isModule(value: unknown): value is object {
  return Object.prototype.toString.call(value) === "[object Module]";
}

function missingDefault(exports: object): { message: string; help: string } {
  const [other] = Object.keys(exports);
  return {
    message: "The config has no default export.",
    help:
      other === undefined
        ? "Write: export default defineFleet({ … })."
        : `It exports ${JSON.stringify(other)}. Write instead: export default defineFleet({ … }).`,
  };
}

function refuse(
  problem: "no-default-export" | "not-a-declaration",
  { message, help }: { message: string; help: string },
  file: string,
): DefaultExport {
  return { value: undefined, diagnostics: [createProblem(problem, message, { help, file })] };
}
