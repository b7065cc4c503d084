import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { nodeWorld } from "../../src/node/index.ts";

const { machine } = nodeWorld();

describe("when a process was started", () => {
  it("stays the same for one, and differs from that of another", async () => {
    const own = machine.startOf(process.pid);
    expect(own).toMatch(/./);
    expect(machine.startOf(process.pid)).toBe(own);
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], {
      stdio: "ignore",
    });
    await once(child, "spawn");
    const theirs = machine.startOf(child.pid ?? 0);
    expect(theirs).toMatch(/./);
    if (process.platform === "linux") expect(theirs).not.toBe(own);
    const ended = once(child, "close");
    child.kill("SIGKILL");
    await ended;
    expect(machine.startOf(child.pid ?? 0)).toBeUndefined();
  });

  it("is unknown of numbers that no process has", () => {
    expect(machine.startOf(2 ** 22 + 1)).toBeUndefined();
  });

  it("is counted where this process is", () => {
    expect(nodeWorld().machine.processSpace).toBe(machine.processSpace);
  });
});
