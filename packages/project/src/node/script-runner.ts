import { createRequire, stripTypeScriptTypes } from "node:module";
import { pathToFileURL } from "node:url";
import { join } from "pathe";
import { findDifference } from "../load/plain-difference.ts";
import { copyPlain } from "../load/plain-value.ts";
import type { Disk } from "../world/disk.ts";
import type { ScriptCall, ScriptRun, ScriptRunner } from "../world/script-runner.ts";
import { withoutWarnings } from "./module-format.ts";
import { watchModules } from "./module-watch.ts";
import { nodeDisk } from "./node-disk.ts";
import { describeBusy, describeLate } from "./script-findings.ts";
import { interruptionOf, type ScriptWatch, watchScript } from "./script-watch.ts";

/** What scripts find, beside their own files. */
export interface ScriptRunnerOptions {
  /** The disk that scripts and their modules are read from. Default: that of the machine. */
  readonly disk?: Disk;
  /**
   * The addresses of packages that scripts get from the program that runs them, whatever is installed
   * beside them, by name. Default: `@fleet/core`, as it is installed with this package.
   */
  readonly ownPackages?: ReadonlyMap<string, string>;
}

/** How many scripts this process has run: from the second on, Node must not take modules that it knows. */
let runs = 0;

/** Runs scripts in this process, by Node.js itself. */
export function createScriptRunner({
  disk = nodeDisk,
  ownPackages,
}: ScriptRunnerOptions = {}): ScriptRunner {
  let own = ownPackages;
  const findOwn = () => {
    own ??= new Map([["@fleet/core", import.meta.resolve("@fleet/core")]]);
    return own;
  };
  return {
    run: (call) => {
      const read = call.disk ?? disk;
      const { packagesOf } = call;
      const isVirtual = read !== nodeDisk;
      const options = { disk: read, isVirtual, packagesOf, ownPackages: findOwn };
      return runAfterAnother(call, options);
    },
    stripTypes: (text) => withoutWarnings(() => stripTypeScriptTypes(text)),
  };
}

/** The run before: while a script runs, the process is not its own, and two at once would mix up. */
let before: Promise<unknown> = Promise.resolve();

function runAfterAnother(call: ScriptCall, options: RunOptions): Promise<ScriptRun> {
  const run = before.then(() => runScript(call, options));
  before = run;
  return run;
}

type RunOptions = Omit<Parameters<typeof watchModules>[2], "mark" | "isPlainFirst">;

/**
 * Runs a script as JavaScript where it may be that, and as TypeScript where that fails before anything of it has run:
 * what takes types off takes longer to start than all of fleet, and most configs have none.
 */
async function runScript(call: ScriptCall, options: RunOptions): Promise<ScriptRun> {
  const plain = await runOnce(call, { ...options, isPlainFirst: true });
  const { run, hasPlain } = plain;
  const isUnread = hasPlain && run.result.kind === "thrown" && isOfSyntax(run.result.thrown, call);
  return isUnread ? (await runOnce(call, { ...options, isPlainFirst: false })).run : run;
}

/** Whether a mistake was found before anything ran: then no line of the script led to it. */
function isOfSyntax(thrown: unknown, { root }: ScriptCall): boolean {
  if (!(thrown instanceof SyntaxError)) return false;
  const address = `${pathToFileURL(root).href}/`;
  const lines = (thrown.stack ?? "").split("\n");
  return !lines.some((line) => /^\s+at /.test(line) && line.includes(address));
}

async function runOnce(
  call: ScriptCall,
  options: Omit<Parameters<typeof watchModules>[2], "mark">,
): Promise<{ readonly run: ScriptRun; readonly hasPlain: boolean }> {
  const { root, name } = call;
  const entry = pathToFileURL(join(root, name)).href;
  const mark = runs === 0 ? "" : `fleet=${runs}`;
  if (runs > 0) forgetCommonModules(root);
  runs += 1;
  const watch = watchModules(root, entry, { ...options, mark });
  const script = watchScript(call);
  const tell = (result: ScriptRun["result"]) => {
    const { files, diagnostics, unresolved, hasPlain } = watch;
    return { run: { result, files, diagnostics, unresolved }, hasPlain };
  };
  try {
    const load = script.work.run(async () => import(entry));
    const namespace: unknown = await Promise.race([load, script.interruption]);
    const exports = typeof namespace === "object" && namespace !== null ? namespace : {};
    const result = await Promise.race([takeExports(exports, name, script), script.interruption]);
    return tell(result);
  } catch (thrown) {
    const diagnostic = interruptionOf(thrown);
    return diagnostic === undefined
      ? tell({ kind: "thrown", thrown })
      : tell({ kind: "stopped", diagnostic });
  } finally {
    script.stop();
    watch.stop();
  }
}

/** How long what goes on behind the export is waited for, in milliseconds. */
const patience = { busy: 2000, repeating: 250 } as const;

/**
 * What a script exports, once it has come to rest. Promises that nobody awaits may still reject, or change
 * what was exported: then it is not what its author means.
 */
async function takeExports(
  exports: object,
  file: string,
  { work }: ScriptWatch,
): Promise<ScriptRun["result"]> {
  // Rejections that nobody handles are told in the next turn.
  await new Promise((resolve) => setImmediate(resolve));
  const first = copyPlain(Reflect.get(exports, "default"));
  if (!first.ok) return { kind: "unreadable", fault: first.fault };
  const result = {
    kind: "exports",
    exports: { ...exports, ...defaultOf(exports, first.value) },
  } as const;
  if (work.state() === "idle") return result;
  await work.settle(patience);
  const second = copyPlain(Reflect.get(exports, "default"));
  const changed = second.ok ? findDifference(first.value, second.value) : second.fault.path;
  if (changed !== undefined) return { kind: "stopped", diagnostic: describeLate(file, changed) };
  return work.state() === "busy"
    ? { kind: "stopped", diagnostic: describeBusy(file, patience.busy) }
    : result;
}

function defaultOf(exports: object, value: unknown): object {
  return Object.hasOwn(exports, "default") ? { default: value } : {};
}

/** CommonJS knows modules by their paths alone. */
function forgetCommonModules(root: string): void {
  const { cache } = createRequire(import.meta.url);
  for (const path of Object.keys(cache)) {
    if (path.startsWith(`${root}/`)) delete cache[path];
  }
}
