import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** The root of the repository. */
export const root = dirname(dirname(dirname(import.meta.dirname)));

/** What a command came to. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end, with the Node of this test run first in PATH. */
export function run(command: string, args: readonly string[], cwd: string): Outcome {
  const path = [dirname(process.execPath), process.env["PATH"]].join(delimiter);
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, PATH: path },
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
}

/** Runs the built `fleet`. */
export function fleet(cwd: string, ...args: readonly string[]): Outcome {
  return run(process.execPath, [join(root, "packages", "cli", "dist", "main.js"), ...args], cwd);
}

/** A folder that is gone when the test is over. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "fleet-e2e-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of a folder of this repository, in a git repository of its own that tracks all of it. */
export function copyAsRepository(...path: readonly string[]): string {
  const folder = scratchFolder();
  cpSync(join(root, ...path), folder, { recursive: true });
  run("git", ["init", "--quiet"], folder);
  run("git", ["add", "--all"], folder);
  return folder;
}
