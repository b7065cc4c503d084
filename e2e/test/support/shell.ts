import { spawnSync } from "node:child_process";
import { delimiter, dirname } from "node:path";
import type { Outcome } from "./command.ts";

/** Gives lines to one shell, which stops at the first that fails. */
export function runLines(lines: string, cwd: string, env: NodeJS.ProcessEnv = {}): Outcome {
  const path = [env["PATH"] ?? process.env["PATH"], dirname(process.execPath)];
  const { status, stdout, stderr } = spawnSync("sh", ["-eu"], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...env, PATH: path.join(delimiter) },
    input: lines,
  });
  return { status, stdout, stderr };
}
