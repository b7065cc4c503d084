import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { testdir } from "@fleet/test-kit";
import { runFleet } from "../run-fleet.ts";

const main = join(import.meta.dirname, "..", "..", "src", "main.ts");

/** Whether a program is on this machine; says so where it is not, for its tests are left out then. */
export function hasShell(name: string): boolean {
  const isThere = spawnSync(name, ["--version"], { stdio: "ignore" }).error === undefined;
  if (!isThere)
    process.stderr.write(`SKIPPED: the tests of completion in ${name}, which is missing.\n`);
  return isThere;
}

/** A folder for one shell: the script of its completion, and a `fleet` of these sources on PATH. */
export async function prepareShell(
  shell: string,
  files: Readonly<Record<string, string>>,
): Promise<{ readonly folder: string; readonly env: Record<string, string> }> {
  const folder = testdir(files);
  const { stdout } = await runFleet(folder, ["completion", shell]);
  const fleet = `#!/bin/sh\nexec '${process.execPath}' --conditions=@fleet/source '${main}' "$@"\n`;
  const written = testdir({ "bin/fleet": fleet, script: stdout });
  chmodSync(join(written, "bin", "fleet"), 0o755);
  const env = {
    PATH: `${join(written, "bin")}:${process.env["PATH"]}`,
    HOME: written,
    LC_ALL: "C.UTF-8",
    TERM: "xterm",
    FLEET_SCRIPT: join(written, "script"),
  };
  return { folder, env };
}

/** Runs a program of a shell to its end. */
export function runShell(
  [shell = "", ...args]: readonly string[],
  { folder, env }: { readonly folder: string; readonly env: Record<string, string> },
): string {
  const { stdout, stderr, status } = spawnSync(shell, args, { cwd: folder, env, encoding: "utf8" });
  return stderr === "" && status === 0 ? stdout : `${stdout}\nstatus ${status}\n${stderr}`;
}

/** Each line typed into a shell on a terminal of its own, with tab keys in it: the words that it became. */
export function typeLines(
  shell: readonly string[],
  setup: string,
  {
    lines,
    folder,
    env,
  }: {
    readonly lines: readonly string[];
    readonly folder: string;
    readonly env: Record<string, string>;
  },
): readonly (readonly string[])[] {
  const driver = join(import.meta.dirname, "type-lines.zsh");
  const told = join(folder, "told");
  const input = join(folder, "typed");
  writeFileSync(input, lines.map((line) => `${line}\0`).join(""));
  const run = runShell(["zsh", "-f", driver, input, told, setup, ...shell], { folder, env });
  if (run !== "") throw new Error(run);
  return readFileSync(told, "utf8")
    .split("\0\n")
    .slice(0, -1)
    .map((words) => words.split("\0"));
}
