import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readStamp } from "@fleet/project/internal";
import { nodeWorld } from "@fleet/project/node";
import { testdir, testRepository, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { spawnFleet } from "../run-fleet.ts";
import { smallDeclaration, smallFleet, smallModules } from "../small-fleet.ts";

const main = join(import.meta.dirname, "..", "..", "src", "main.ts");
const start = (args: readonly string[], options: object) =>
  spawn(process.execPath, ["--conditions=@fleet/source", main, ...args], options);

describe("the process", () => {
  it("says nothing when its reader has seen enough", async () => {
    const child = start(["generate", "--help"], { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout?.destroy();
    let stderr = "";
    child.stderr?.on("data", (chunk) => {
      stderr += chunk;
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  it("says without a stack that its output has no room on the disk", () => {
    const full = openSync("/dev/full", "w");
    const args = ["--conditions=@fleet/source", main, "schema"];
    const run = spawnSync(process.execPath, args, { stdio: ["ignore", full, "pipe"] });
    closeSync(full);
    expect(run.stderr.toString()).toMatch(/^fleet cannot write what it has to say: ENOSPC.*\n$/);
    expect(run.status).toBe(2);
  });

  it("lets a config print to a pipe", () => {
    const folder = testRepository({
      ...smallModules,
      "fleet.config.ts": `console.log("a"); console.error("b");\nexport default ${smallDeclaration};\n`,
    });
    const args = ["--conditions=@fleet/source", main, "check", "--json"];
    const run = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    expect(run.stdout).not.toContain("config-works-on");
    expect(run.status).toBe(0);
  });

  it("ends quietly when it is interrupted", async () => {
    const folder = testRepository({
      "fleet.config.ts": "await new Promise((done) => setTimeout(done, 20000));",
    });
    const child = start(["check"], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk) => {
        output += chunk;
      });
    }
    await sleep(400);
    child.kill("SIGINT");
    const signal = await new Promise((resolve) => child.on("close", (_, name) => resolve(name)));
    expect({ signal, output }).toEqual({ signal: "SIGINT", output: "" });
  });

  it("leaves an old or a new file when it is killed", async () => {
    const folder = testRepository(smallFleet);
    spawnFleet(folder, ["generate"]);
    for (const [round, delay] of [60, 90, 110, 130, 150, 180].entries()) {
      const config = smallFleet["fleet.config.ts"]?.toString().replace("1000", `${2000 + round}`);
      writeFiles(folder, { "fleet.config.ts": config ?? "" });
      const child = start(["generate"], { cwd: folder, stdio: "ignore" });
      const ended = new Promise((resolve) => child.on("close", resolve));
      await sleep(delay);
      child.kill("SIGKILL");
      await ended;
      expect(readStamp(nodeWorld(), readFileSync(join(folder, "fleet.json")))).toBe("intact");
    }
  });

  it("calls its own mistakes its own, and shows the stack only to who asks for it", () => {
    // A command whose JavaScript is broken stands for one that is.
    const config = `Array.prototype.flatMap = undefined;\nexport default ${smallDeclaration};\n`;
    const folder = testRepository({ ...smallModules, "fleet.config.js": config });
    const run = spawnFleet(folder, ["check"]);
    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(run.stderr).toContain("This is a mistake in fleet, not in your configuration.");
    expect(run.stderr).not.toMatch(/\n\s+at /);
    expect(spawnFleet(folder, ["check"], { FLEET_DEBUG: "1" }).stderr).toMatch(/\n\s+at /);
  });
});

describe("the compile cache", () => {
  it("is a folder of the user's own, below the one that is asked for", () => {
    const folder = testRepository(smallFleet);
    const cache = join(folder, "cache");
    expect(spawnFleet(folder, ["check"], { FLEET_CACHE_DIR: cache }).status).toBe(0);
    expect(statSync(join(cache, "compile")).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(cache, "compile"))).toHaveLength(1);
  });

  it("is below XDG_CACHE_HOME otherwise, and else below the home folder", () => {
    const folder = testRepository(smallFleet);
    const env = { FLEET_CACHE_DIR: "", XDG_CACHE_HOME: "", HOME: folder };
    spawnFleet(folder, ["--version"], env);
    expect(readdirSync(join(folder, ".cache", "fleet"))).toEqual(["compile"]);
    spawnFleet(folder, ["--version"], { ...env, XDG_CACHE_HOME: join(folder, "xdg") });
    expect(readdirSync(join(folder, "xdg", "fleet"))).toEqual(["compile"]);
  });

  it("is not used where others can write to it, or where it is a link", () => {
    const folder = testdir();
    const open = join(folder, "open", "compile");
    mkdirSync(open, { recursive: true });
    chmodSync(open, 0o777);
    spawnFleet(folder, ["--version"], { FLEET_CACHE_DIR: join(folder, "open") });
    expect(readdirSync(open)).toEqual([]);
    chmodSync(open, 0o700);
    symlinkSync(open, join(folder, "compile"));
    spawnFleet(folder, ["--version"], { FLEET_CACHE_DIR: folder });
    expect(readdirSync(open)).toEqual([]);
  });

  it("costs nothing but time where there can be none", () => {
    const folder = testdir({ file: "" });
    const env = { FLEET_CACHE_DIR: join(folder, "file", "below") };
    expect(spawnFleet(folder, ["--version"], env)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+.*\n$/),
      stderr: "",
    });
  });
});
