import type { Diagnostic } from "@fleet/diagnostics";
import type { ScriptCall } from "../world/script-runner.ts";
import { describeExit, describeUnfinished } from "./script-findings.ts";
import { startWatchdog } from "./watchdog.ts";
import { type WorkWatch, watchWork } from "./work-watch.ts";

/** A guard around a config while it runs. */
export interface ScriptWatch {
  /** Rejects when the config does something after which there is nothing more to wait for. Never resolves. */
  readonly interruption: Promise<never>;
  /** What the config has begun. */
  readonly work: WorkWatch;
  /** Ends the watch and gives the process back as it was. */
  stop(): void;
}

const interruptions = new WeakMap<object, Diagnostic>();

/** What a rejection of a watch stands for; undefined for any other error. */
export function interruptionOf(thrown: unknown): Diagnostic | undefined {
  return typeof thrown === "object" && thrown !== null ? interruptions.get(thrown) : undefined;
}

/**
 * Keeps a config from ending the command or from writing to its output: what it prints goes to the
 * standard error, `process.exit` throws, an error that nobody catches counts as the config's, and
 * one that waits for ever is given up. One that computes for ever is, too, where there is `abandon`.
 */
export function watchScript(call: ScriptCall): ScriptWatch {
  const { name, timeLimit, abandon } = call;
  const { promise, reject } = Promise.withResolvers<never>();
  const unfinished = () => reject(createInterruption(describeUnfinished(name, timeLimit)));
  const uncaught = (error: unknown) => reject(error);
  const output = divertOutput();
  const { exit, exitCode } = process;
  process.exit = (code) => {
    const error = createInterruption(describeExit(name, code));
    reject(error);
    throw error;
  };
  process.once("beforeExit", unfinished);
  process.on("uncaughtException", uncaught);
  const timer = setTimeout(unfinished, timeLimit).unref();
  const work = watchWork();
  const giveBack = () => {
    clearTimeout(timer);
    work.stop();
    process.off("beforeExit", unfinished);
    process.off("uncaughtException", uncaught);
    output.giveBack();
    process.exit = exit;
    process.exitCode = exitCode;
  };
  const dog =
    abandon &&
    startWatchdog(call, (stopped) => {
      giveBack();
      abandon(stopped);
    });
  return {
    interruption: promise,
    work,
    stop: () => {
      dog?.stop();
      // What a config leaves behind may fail at any time, and is no part of the report.
      if (work.state() !== "idle") process.on("uncaughtException", () => undefined);
      giveBack();
    },
  };
}

function divertOutput(): { giveBack(): void } {
  const stdout = Object.getOwnPropertyDescriptor(process, "stdout") ?? {};
  Object.defineProperty(process, "stdout", { configurable: true, get: () => process.stderr });
  return { giveBack: () => Object.defineProperty(process, "stdout", stdout) };
}

function createInterruption(diagnostic: Diagnostic): Error {
  const error = new Error(diagnostic.message);
  interruptions.set(error, diagnostic);
  return error;
}
