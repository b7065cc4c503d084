import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { nodeWorld } from "@fleet/project/node";
import { testdir } from "@fleet/test-kit";
import { readDiagnostics } from "../read-report.ts";
import { runIn } from "../run-fleet.ts";
import { keyOf, runAs, toolPath } from "../secrets-fleet.ts";

/** What somebody who follows a help has beside its words. */
export interface Means {
  /** Whose keys there are, the first of them for `fleet`. Default: keith's. */
  readonly as?: readonly string[];
  /** A shell command that stands for an editor; `$1` is the file. Default: one that fails. */
  readonly editor?: string;
  /** What stands for a word in capitals, such as COMMIT. */
  readonly words?: Readonly<Record<string, string>>;
  /** Which of the commands to run, by their place in the help; none where all is done by hand. Default: all. */
  readonly only?: readonly number[];
}

/** What can be run here: `ssh-keyscan` would ask a machine over the network. */
const programs = /^(fleet|git|mkdir|mv|rm|sops) /;

/** The commands in a help, in its order: between backticks, or behind "Run:" to its end. */
function commandsIn(help: string): string[] {
  return [...help.matchAll(/`([^`]+)`|\brun: (.+)$/gi)]
    .map(([, quoted, rest]) => quoted ?? rest ?? "")
    .filter((text) => programs.test(text));
}

/** Runs the commands of a help as they are printed; says yes where fleet asks. Throws when one fails. */
export async function followHelp(folder: string, help: string, means: Means = {}): Promise<void> {
  const commands = commandsIn(help).filter((_, index) => means.only?.includes(index) ?? true);
  if (commands.length === 0 && means.only?.length !== 0) throw new Error(`no command in: ${help}`);
  for (const command of commands) {
    const text = Object.entries(means.words ?? {}).reduce(
      (before, [word, value]) => before.replaceAll(word, value),
      command,
    );
    if (text.startsWith("fleet ")) await runPrinted(folder, text, means);
    else runShell(folder, text, means);
  }
}

/** The environment of somebody who has the keys of some, as sops looks for them. */
function environmentOf(folder: string, { as = ["keith"], editor = "exit 1" }: Means) {
  const programs = testdir({ editor: `#!/bin/sh\n${editor}\n` });
  chmodSync(join(programs, "editor"), 0o755);
  return {
    PATH: toolPath,
    HOME: folder,
    SOPS_AGE_KEY: as.map((name) => readFileSync(keyOf(name).file, "utf8")).join("\n"),
    SOPS_DISABLE_VERSION_CHECK: "1",
    EDITOR: join(programs, "editor"),
    // A submodule of a test lies on this disk.
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: "protocol.file.allow",
    GIT_CONFIG_VALUE_0: "always",
  };
}

async function runPrinted(folder: string, command: string, means: Means): Promise<void> {
  const environment = environmentOf(folder, means);
  const world = { ...nodeWorld({ folder, environment }), confirm: () => true };
  const run = await runIn(world, command.split(" ").slice(1));
  if (run.status !== 0) throw new Error(`${command}: ${run.stdout}${run.stderr}`);
}

function runShell(folder: string, command: string, means: Means): void {
  const { status, stdout, stderr } = spawnSync("sh", ["-c", command], {
    cwd: folder,
    env: environmentOf(folder, means),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${command}: ${stdout}${stderr}`);
}

/** The findings of a command, by their codes without the area: their helps. */
export async function findingsIn(
  folder: string,
  command: readonly string[] = ["secrets", "status"],
): Promise<Map<string, string>> {
  const run = await runAs("keith", folder, [...command, "--json"]);
  return new Map(
    readDiagnostics(run).map(({ code, help = "" }) => [code.replace(/^\w+\//, ""), help]),
  );
}
