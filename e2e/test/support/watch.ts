import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { root } from "./command.ts";

const main = join(root, "packages", "cli", "dist", "main.js");

/** What a run of a watch says, as far as the tests ask. */
export interface ToldRun {
  readonly ok: boolean;
  readonly time: string;
  readonly files: readonly { readonly path: string; readonly change: string }[];
  readonly plan: { readonly changes: readonly { readonly kind: string }[] } | null;
  readonly diagnostics: readonly { readonly code: string }[];
}

/** A watch that runs. */
export interface RunningWatch {
  /** The next run that it tells of. */
  next(): Promise<ToldRun>;
  /** How many runs it has told of and nobody has asked for. */
  untold(): number;
  /** Presses Ctrl-C, and gives how it ended. */
  interrupt(): Promise<{ readonly status: number | null; readonly log: string }>;
}

/** Starts `fleet generate --watch --json` in a folder, as it is built. */
export function startWatch(folder: string, args: readonly string[] = []): RunningWatch {
  const { CI: _, ...env } = process.env;
  const child = spawn(process.execPath, [main, "generate", "--watch", "--json", ...args], {
    cwd: folder,
    env,
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const told: string[] = [];
  const waiting: ((line: string) => void)[] = [];
  let log = "";
  child.stderr.on("data", (bytes) => {
    log += String(bytes);
  });
  createInterface(child.stdout).on("line", (line) => {
    const next = waiting.shift();
    if (next === undefined) told.push(line);
    else next(line);
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  return {
    next: async () => {
      const line =
        told.shift() ??
        (await Promise.race([new Promise<string>((resolve) => waiting.push(resolve)), ended]));
      if (typeof line !== "string") throw new Error(`The watch has ended with ${line}: ${log}`);
      return JSON.parse(line);
    },
    untold: () => told.length,
    interrupt: async () => {
      child.kill("SIGINT");
      return { status: await ended, log };
    },
  };
}
