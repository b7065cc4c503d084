import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { testdir } from "@fleet/test-kit";
import { toolPath } from "./secrets-fleet.ts";

/** `script` of util-linux gives a program a terminal; that of others takes other arguments. */
export const hasTerminal: boolean =
  spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux") === true;
if (!hasTerminal) {
  process.stderr.write(
    "\nSKIPPED: the tests on a terminal, because there is no `script` of util-linux that gives one.\n\n",
  );
}

const main = join(import.meta.dirname, "..", "src", "main.ts");

/** What is typed once a text is there; `hangUp` takes the terminal away instead. */
export type Typed = readonly [shown: string, typed: string];

/** Typed instead of a text: the terminal goes away, as when a window is closed or a line is cut. */
export const hangUp = "\u0000hang up";

/** Ctrl-C. */
export const ctrlC = "\u0003";

/** What came of a run on a terminal. */
export interface TypedRun {
  /** Its exit code; above 128 the number of the signal that ended it is added. */
  readonly status: number;
  /** All that was drawn, without colours and movements. */
  readonly output: string;
  /** How many of the texts were there. */
  readonly answered: number;
}

/** Runs `fleet` on a terminal, and types as somebody would who reads the questions. */
export async function typeFleet(
  folder: string,
  args: readonly string[],
  { steps, env = {} }: { steps: readonly Typed[]; env?: Readonly<Record<string, string>> },
): Promise<TypedRun> {
  const words = [process.execPath, "--conditions=@fleet/source", main, ...args];
  const command = words.map((word) => `'${word}'`).join(" ");
  const ended = join(testdir(), "ended");
  // The shell around it stays when the terminal goes away, and says how it ended.
  const watched = `trap '' HUP INT; (trap - HUP INT; exec ${command}); echo $? > '${ended}'`;
  const child = spawn("script", ["-qec", watched, "/dev/null"], {
    cwd: folder,
    env: { PATH: toolPath, HOME: testdir(), TERM: "xterm", USER: "keith", ...env },
  });
  let output = "";
  let from = 0;
  let answered = 0;
  child.stdout.on("data", (bytes) => {
    output += String(bytes);
    const step = steps[answered];
    if (step === undefined) return;
    const at = clean(output).indexOf(step[0], from);
    if (at < 0) return;
    from = at + step[0].length;
    answered += 1;
    if (step[1] === hangUp) child.kill("SIGKILL");
    else child.stdin.write(step[1]);
  });
  await new Promise((resolve) => child.on("close", resolve));
  while (!existsSync(ended) || readFileSync(ended, "utf8") === "") await wait(20);
  return { status: Number(readFileSync(ended, "utf8")), output: clean(output), answered };
}

function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken away.
  return text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "").replaceAll("\r", "");
}
