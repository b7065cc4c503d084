import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Diagnostic } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";
import type { ConfigFile } from "./config-file.ts";
import type { LoadedConfig } from "./loaded-config.ts";
import { type ModuleWatch, watchModules } from "./module-watch.ts";
import { describeScriptError } from "./script-error.ts";
import { interruptionOf, watchScript } from "./script-watch.ts";

/** How long a config may take to run, in milliseconds. */
const timeLimit = 30_000;

/** Runs a config that is a script and takes its default export. */
export async function loadScript({ root, name }: ConfigFile): Promise<LoadedConfig> {
  const entry = pathToFileURL(join(root, name)).href;
  const watch = watchModules(root, entry);
  const script = watchScript(name, timeLimit);
  try {
    const namespace: unknown = await Promise.race([import(entry), script.interruption]);
    const exported = takeDefault(namespace, name);
    const diagnostics = [...watch.diagnostics, ...exported.diagnostics];
    return { input: exported.value, files: watch.files, diagnostics };
  } catch (error) {
    const diagnostics = await explain(error, { root, name, watch });
    return { input: undefined, files: watch.files, diagnostics };
  } finally {
    script.stop();
    watch.stop();
  }
}

async function explain(
  error: unknown,
  { root, name, watch }: { root: string; name: string; watch: ModuleWatch },
): Promise<readonly Diagnostic[]> {
  const { files, unresolved, diagnostics } = watch;
  const interruption = interruptionOf(error);
  if (interruption !== undefined) return [...diagnostics, interruption];
  // A file that could not be read has been reported already, and is why the import failed.
  if (diagnostics.some(({ code }) => code !== "cli/source-outside-root")) return diagnostics;
  return [...diagnostics, await describeScriptError(error, { root, name, files, unresolved })];
}

interface DefaultExport {
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

function takeDefault(namespace: unknown, file: string): DefaultExport {
  const exports = typeof namespace === "object" && namespace !== null ? namespace : {};
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
  if (typeof value !== "object" || value === null) {
    const message = `The config exports ${value === null ? "null" : typeof value}, and no declaration.`;
    const help = "Write: export default defineFleet({ … }).";
    return refuse("not-a-declaration", { message, help }, file);
  }
  return { value, diagnostics: [] };
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
