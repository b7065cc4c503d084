import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ProgramCall } from "@fleet/diagnostics";
import { testdir } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { runProgram } from "../../src/node/run-program.ts";

/** Whether a process runs. One whose parent is gone may stay as a zombie where nobody collects it. */
function isRunning(pid: string): boolean {
  try {
    const state = execFileSync("ps", ["-o", "stat=", "-p", pid], { encoding: "utf8" });
    return !state.trim().startsWith("Z");
  } catch {
    return false;
  }
}

/** The array of the test's own realm, as execa gives it. */
function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function shell(script: string, changes: Partial<ProgramCall> = {}): ProgramCall {
  return {
    program: "/bin/sh",
    arguments: ["-c", script],
    folder: "/",
    environment: { PATH: process.env["PATH"] },
    input: undefined,
    timeLimit: 20_000,
    signal: undefined,
    ...changes,
  };
}

describe.each([
  { kind: "a program", isLeaf: false },
  { kind: "a program that starts no others", isLeaf: true },
])("$kind", ({ isLeaf }) => {
  const shellAs = (script: string, changes: Partial<ProgramCall> = {}) =>
    shell(script, { isLeaf, ...changes });

  it("what a program writes and how it ends is told", async () => {
    const result = await runProgram(shellAs("cat; echo oops >&2; exit 3", { input: "in" }));
    expect(result).toEqual({ end: "exit", status: 3, output: encode("in"), log: "oops\n" });
  });

  it("without input a program reads nothing and does not wait", async () => {
    expect(await runProgram(shellAs("cat"))).toMatchObject({ status: 0, output: encode("") });
  });

  it("the environment is the given one and nothing else", async () => {
    const result = await runProgram(shellAs("echo [$HOME] $WORD", { environment: { WORD: "x" } }));
    expect(result).toMatchObject({ output: encode("[] x\n") });
  });

  it("a signal that ends a program is named", async () => {
    expect(await runProgram(shellAs("kill -9 $$"))).toMatchObject({
      end: "signal",
      signal: "SIGKILL",
    });
  });

  it("a program that is not there is no exception", async () => {
    const result = await runProgram(shellAs("", { program: "/nowhere/nix" }));
    expect(result).toMatchObject({ end: "unstarted", reason: expect.stringContaining("ENOENT") });
  });

  it("a program is stopped when the caller aborts", async () => {
    const file = join(testdir(), "started");
    const controller = new AbortController();
    const running = runProgram(shellAs(`: > ${file}; sleep 300`, { signal: controller.signal }));
    await expect.poll(() => existsSync(file), { timeout: 10_000 }).toBe(true);
    controller.abort();
    expect(await running).toEqual({ end: "cancelled" });
  });

  it("endless messages end the program", async () => {
    expect(await runProgram(shellAs("yes >&2"))).toEqual({ end: "long-log" });
  });

  it("one that does not read what it is given is no exception", async () => {
    const input = "x".repeat(1_000_000);
    expect(await runProgram(shellAs("exec 0<&-; exit 4", { input }))).toMatchObject({ status: 4 });
  });

  it("one that does not end is stopped when its time is over", async () => {
    expect(await runProgram(shellAs("exec sleep 300", { timeLimit: 500 }))).toEqual({
      end: "time-out",
    });
  });

  it("a word that no program can be given is no exception", async () => {
    expect(await runProgram(shellAs("\0"))).toMatchObject({ end: "unstarted" });
  });
});

it("a program that does not end is stopped with all that it started", async () => {
  const file = join(testdir(), "pid");
  const script = `sh -c 'echo $$ > ${file}; sleep 300' & wait`;
  expect(await runProgram(shell(script, { timeLimit: 1000 }))).toEqual({ end: "time-out" });
  expect(isRunning(readFileSync(file, "utf8").trim())).toBe(false);
});
