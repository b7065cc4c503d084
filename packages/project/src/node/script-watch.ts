import type { Diagnostic } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";

/** A guard around a config while it runs. */
export interface ScriptWatch {
  /** Rejects when the config does something after which there is nothing more to wait for. Never resolves. */
  readonly interruption: Promise<never>;
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
 * one that waits for ever is given up.
 */
export function watchScript(file: string, timeLimit: number): ScriptWatch {
  const { promise, reject } = Promise.withResolvers<never>();
  const unfinished = () => reject(createInterruption(describeUnfinished(file, timeLimit)));
  const uncaught = (error: unknown) => reject(error);
  const { exit, exitCode } = process;
  const stdout = Object.getOwnPropertyDescriptor(process, "stdout") ?? {};
  process.exit = (code) => {
    const error = createInterruption(describeExit(file, code));
    reject(error);
    throw error;
  };
  Object.defineProperty(process, "stdout", { configurable: true, get: () => process.stderr });
  process.once("beforeExit", unfinished);
  process.on("uncaughtException", uncaught);
  const timer = setTimeout(unfinished, timeLimit).unref();
  return {
    interruption: promise,
    stop: () => {
      clearTimeout(timer);
      process.off("beforeExit", unfinished);
      process.off("uncaughtException", uncaught);
      Object.defineProperty(process, "stdout", stdout);
      process.exit = exit;
      process.exitCode = exitCode;
    },
  };
}

function createInterruption(diagnostic: Diagnostic): Error {
  const error = new Error(diagnostic.message);
  interruptions.set(error, diagnostic);
  return error;
}

function describeExit(file: string, code: unknown): Diagnostic {
  const call = code === undefined ? "process.exit()" : `process.exit(${String(code)})`;
  return createProblem("config-exits", `The config calls ${call}.`, {
    file,
    help: "A config only declares. Throw an error where it cannot go on.",
  });
}

function describeUnfinished(file: string, timeLimit: number): Diagnostic {
  return createProblem(
    "config-unfinished",
    `The config does not come to an end: it waits for something that did not happen in ${timeLimit / 1000} seconds, or never can.`,
    { file, help: "Look for an `await` at the top level of the config and of what it imports." },
  );
}
