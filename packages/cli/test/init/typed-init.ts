import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { testdir } from "@fleet/test-kit";
import { toolPath } from "../secrets-fleet.ts";

/** `script` of util-linux gives a program a terminal; that of others takes other arguments. */
export const hasTerminal: boolean =
  spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux") === true;
if (!hasTerminal) {
  process.stderr.write(
    "\nSKIPPED: the tests on a terminal, because there is no `script` of util-linux that gives one.\n\n",
  );
}

const main = join(import.meta.dirname, "..", "..", "src", "main.ts");

/** What is typed once a text is there. */
export type Typed = readonly [shown: string, typed: string];

/** What came of a run on a terminal. */
export interface TypedRun {
  readonly status: number | null;
  /** All that was drawn, without colours and movements. */
  readonly output: string;
  /** How many of the texts were there. */
  readonly answered: number;
}

/** Runs `fleet init` on a terminal, and types as somebody would who reads the questions. */
export function typeInit(
  folder: string,
  args: readonly string[],
  steps: readonly Typed[],
): Promise<TypedRun> {
  const words = [process.execPath, "--conditions=@fleet/source", main, "init", ...args];
  const command = words.map((word) => `'${word}'`).join(" ");
  const child = spawn("script", ["-qec", command, "/dev/null"], {
    cwd: folder,
    env: { PATH: toolPath, HOME: testdir(), TERM: "xterm", USER: "keith" },
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
    child.stdin.write(step[1]);
  });
  return new Promise((resolve) =>
    child.on("close", (status) => resolve({ status, output: clean(output), answered })),
  );
}

function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken away.
  return text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "").replaceAll("\r", "");
}
