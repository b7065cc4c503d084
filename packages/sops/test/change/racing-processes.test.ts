import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { testdir } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";

const program = join(import.meta.dirname, "..", "support", "hold-once.ts");

type Child = ChildProcessByStdio<Writable, Readable, null>;

async function startRun(root: string): Promise<Child> {
  const child = spawn(process.execPath, ["--conditions=@fleet/source", program, root], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

async function endRun(child: Child): Promise<void> {
  const ended = once(child, "close");
  child.stdin.end();
  await ended;
}

describe("the lock of the work folder", () => {
  it("is had by one of several processes, time and again, each time after one that never gave it up", async () => {
    const root = testdir();
    for (let round = 0; round < 4; round++) {
      const runs = await Promise.all([1, 2, 3, 4].map(() => startRun(root)));
      const answers = runs.map((run) => once(run.stdout, "data"));
      for (const run of runs) run.stdin.write("go\n");
      const said = (await Promise.all(answers)).map(([data]) => String(data).trim());
      expect(said.sort()).toEqual(["cli/busy", "cli/busy", "cli/busy", "held"]);
      await Promise.all(runs.map(endRun));
    }
  });
});
