import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { testdir } from "@fleet/test-kit";
import { expect, it } from "vitest";
import { toolPath } from "../secrets-fleet.ts";
import { flakeRepository, twoLogins } from "./found-flake.ts";

const main = join(import.meta.dirname, "..", "..", "src", "main.ts");
const unsafe = ["--option", "allow-unsafe-native-code-during-evaluation", "true"];

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "%s ends the evaluations too, and leaves nothing behind",
  async (signal) => {
    const scratch = testdir({});
    const file = join(scratch, "pid");
    const waiting = `builtins.exec [ "sh" "-c" "echo $PPID > ${file}; exec sleep 300" ]`;
    const folder = flakeRepository(twoLogins.replace("mini =", `waiting = ${waiting}; mini =`));
    const temporary = testdir({});
    const child = spawn(
      process.execPath,
      ["--conditions=@fleet/source", main, "import", "--", ...unsafe],
      { cwd: folder, env: { ...process.env, PATH: toolPath, TMPDIR: temporary } },
    );
    let stderr = "";
    child.stderr.on("data", (bytes) => {
      stderr += String(bytes);
    });
    const ended = new Promise((resolve) => child.on("close", resolve));
    while (!existsSync(file) || readFileSync(file, "utf8") === "") await sleep(20);
    child.kill(signal);
    expect(await ended).toBe(2);
    expect(stderr).toContain("nothing was written");
    expect(isRunning(Number(readFileSync(file, "utf8")))).toBe(false);
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(folder)).not.toContain("fleet.config.ts");
  },
);
