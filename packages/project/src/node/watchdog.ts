import { fileURLToPath } from "node:url";
import type { Diagnostic } from "@fleet/diagnostics";
import { pathInside } from "../disk/local-file.ts";
import type { ScriptCall } from "../world/script-runner.ts";
import { describeEndless, type StopPlace } from "./script-findings.ts";

/** A thread that stops a script which never gives the process back. */
export interface Watchdog {
  stop(): void;
}

/**
 * Starts a thread that waits for the time limit. If the script is not done by then, it looks through the
 * debugger's door (https://nodejs.org/api/inspector.html) where the script is, and ends what it computes;
 * a script that cannot be ended takes the process with it. Starting it takes longer than a small fleet, so
 * that not every run has one.
 */
export function startWatchdog(
  { root, name, timeLimit }: Pick<ScriptCall, "root" | "name" | "timeLimit">,
  interrupt: (diagnostic: Diagnostic) => void,
): Watchdog {
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  const state = new Int32Array(new SharedArrayBuffer(4));
  const lastWords = `fleet: ${JSON.stringify(name)} does not come to an end, and was stopped after ${timeLimit / 1000} seconds.\n`;
  const workerData = { state, timeLimit, lastWords };
  const worker = new Worker(guard, { eval: true, workerData, env: {}, execArgv: [] });
  worker.unref();
  // Without its thread a script is as unguarded as it is by default.
  worker.on("error", () => undefined);
  worker.on("message", (frames: readonly Frame[]) => {
    interrupt(describeEndless(placeOf(frames, { root, name }), timeLimit));
  });
  return {
    stop: () => {
      Atomics.store(state, 0, 1);
      Atomics.notify(state, 0);
    },
  };
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
const { parentPort, workerData } = require("node:worker_threads");
const { Session } = require("node:inspector");
const { state, timeLimit, lastWords } = workerData;
const isDone = () => Atomics.load(state, 0) === 1;
let attempts = 0;

function stop() {
  if (isDone()) return;
  attempts += 1;
  if (attempts > 3) {
    require("node:fs").writeSync(2, lastWords);
    process.kill(process.pid, "SIGKILL");
  }
  const session = new Session();
  session.connectToMainThread();
  let isTold = false;
  const end = (frames) => {
    if (isTold || isDone()) return;
    isTold = true;
    parentPort.postMessage(frames);
    session.post("Debugger.disable");
    session.post("Runtime.terminateExecution", () => session.disconnect());
  };
  session.on("Debugger.paused", ({ params }) => {
    end(params.callFrames.map(({ url, location }) => ({
      url, line: location.lineNumber, column: location.columnNumber,
    })));
  });
  session.post("Debugger.enable", () => session.post("Debugger.pause"));
  // What is inside of a regular expression does not pause.
  setTimeout(() => end([]), 500);
  setTimeout(stop, 1500);
}

if (Atomics.wait(state, 0, 0, timeLimit + 100) === "timed-out") stop();
`;
