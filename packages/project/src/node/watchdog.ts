import { closeSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { pathInside } from "../disk/local-file.ts";
import type { ScriptCall, StoppedScript } from "../world/script-runner.ts";
import { describeEndless, type StopPlace } from "./script-findings.ts";

/** A thread that stops a script which never gives the process back. */
export interface Watchdog {
  stop(): void;
}

/** Where the thread finds, in the script's own one, what is to be called. */
const door = "fleet.abandon";

/**
 * Starts a thread that waits for the time limit. If the script is not done by then, it looks through the
 * debugger's door (https://nodejs.org/api/inspector.html) where the script is, and has `abandon` called from
 * within it: to end what it computes would leave Node in pieces. A script that takes not even that, such as
 * one that waits for a program, goes with the process. Starting the thread takes longer than a small fleet,
 * so that not every run has one.
 */
export function startWatchdog(
  { root, name, timeLimit }: ScriptCall,
  abandon: (stopped: StoppedScript) => void,
): Watchdog {
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  const state = new Int32Array(new SharedArrayBuffer(4));
  const lastWords = `fleet: ${JSON.stringify(name)} does not come to an end, and was stopped after ${timeLimit / 1000} seconds.\n`;
  const workerData = { state, timeLimit, lastWords, door };
  const worker = new Worker(guard, { eval: true, workerData, env: {}, execArgv: [] });
  worker.unref();
  // Without its thread a script is as unguarded as it is by default.
  worker.on("error", () => undefined);
  const stop = (frames: readonly Frame[]) => {
    const place = placeOf(frames, { root, name });
    process.once("exit", closeErrors);
    abandon({ root, diagnostic: describeEndless(place, timeLimit) });
  };
  Object.defineProperty(globalThis, Symbol.for(door), { configurable: true, value: stop });
  return {
    stop: () => {
      Atomics.store(state, 0, 1);
      Atomics.notify(state, 0);
      Reflect.deleteProperty(globalThis, Symbol.for(door));
    },
  };
}

/** Node says at its end that a debugger is there, which is nobody's but the thread's. */
function closeErrors(): void {
  closeSync(2);
  openSync("/dev/null", "w");
}

/** As the debugger counts: from 0. */
interface Frame {
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

function placeOf(
  frames: readonly Frame[],
  { root, name }: { readonly root: string; readonly name: string },
): StopPlace {
  for (const { url, line, column } of frames) {
    if (!url.startsWith("file:")) continue;
    const file = pathInside(root, fileURLToPath(url));
    if (file === undefined || file.includes("node_modules/")) continue;
    return { file, position: { line: line + 1, column: column + 1 } };
  }
  return { file: name };
}

/** What the thread runs. It is a text, because what is bundled has no file of its own for it. */
const guard = `
const { workerData } = require("node:worker_threads");
const { Session } = require("node:inspector");
const { state, timeLimit, lastWords, door } = workerData;
const isDone = () => Atomics.load(state, 0) === 1;

function stop() {
  const session = new Session();
  session.connectToMainThread();
  let isTold = false;
  const tell = (frames) => {
    if (isTold || isDone()) return;
    isTold = true;
    const call = "globalThis[Symbol.for(" + JSON.stringify(door) + ")](" + JSON.stringify(frames) + ")";
    session.post("Runtime.evaluate", { expression: call });
  };
  const urls = new Map();
  session.on("Debugger.scriptParsed", ({ params }) => urls.set(params.scriptId, params.url));
  session.on("Debugger.paused", ({ params }) => {
    tell(params.callFrames.map(({ location }) => ({
      url: urls.get(location.scriptId) || "",
      line: location.lineNumber,
      column: location.columnNumber,
    })));
  });
  session.post("Debugger.enable", () => session.post("Debugger.pause"));
  // What is inside of a regular expression does not pause.
  setTimeout(() => tell([]), 2000);
  setTimeout(() => {
    if (isDone()) return;
    require("node:fs").writeSync(2, lastWords);
    process.kill(process.pid, "SIGKILL");
  }, 5000);
}

if (Atomics.wait(state, 0, 0, timeLimit + 100) === "timed-out") stop();
`;
