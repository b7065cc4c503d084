import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeWorld } from "@fleet/project/node";
import { git, testdir, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { readDiagnostics } from "./read-report.ts";
import { readText, runAs, secretsRepository, whoDecrypts } from "./secrets-fleet.ts";

const path = "secrets/shared.yaml";
const sync = async (folder: string, ...args: string[]) =>
  await runAs("keith", folder, ["secrets", "sync", ...args]);
const isSynced = (folder: string) => whoDecrypts(join(folder, path)).includes("mini");

/** A fleet whose file lacks a reader, and what somebody has put into its work folder. */
async function prepared(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await secretsRepository({ [path]: ["keith", "traci"] });
  writeFiles(
    folder,
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`.fleet-work/${name}`, text])),
  );
  return folder;
}

/** Runs the commands that a help tells to run, in the folder of the command. */
function followHelp(folder: string, help: string | undefined): void {
  const command = /(?:Run|run): (.*)$/.exec(help ?? "")?.[1];
  if (command === undefined) throw new Error(`no command: ${help}`);
  execFileSync("sh", ["-c", command], { cwd: folder, stdio: "pipe" });
}

describe("a work folder that somebody has prepared", () => {
  it("has nothing written through the links in it, agreed or not", async () => {
    const folder = await prepared({ kept: "" });
    const elsewhere = testdir({ "mine.txt": "mine" });
    const work = join(folder, ".fleet-work");
    const names = [
      "lock",
      ".gitignore",
      "TOKEN.yaml",
      "old-lock.1",
      ...numbered("lock", 2000),
      ...numbered("old-lock", 50),
    ];
    for (const name of [...names, `lock.${process.pid}`]) {
      if (!existsSync(join(work, name))) symlinkSync(join(elsewhere, "mine.txt"), join(work, name));
    }
    symlinkSync(elsewhere, join(work, "folder"));
    await sync(folder);
    expect(readText(elsewhere, "mine.txt")).toBe("mine");
    expect(isSynced(folder)).toBe(false);
    expect((await sync(folder, "--yes")).status).toBe(0);
    expect(readdirSync(elsewhere)).toEqual(["mine.txt"]);
    expect(readText(elsewhere, "mine.txt")).toBe("mine");
    expect(isSynced(folder)).toBe(true);
    expect(existsSync(work)).toBe(false);
  });

  it.each([
    ["a file in it", (work: string) => writeFiles(work, { "lock.1": "" })],
    ["a file in its place", (work: string) => writeFileSync(work, "")],
    ["a link in its place", (work: string) => symlinkSync("secrets", work)],
  ])("is refused where git tracks it, with a cure that works: %s", async (_, make) => {
    const folder = await prepared();
    const work = join(folder, ".fleet-work");
    make(work);
    git(folder, "add", "--force", ".fleet-work");
    const before = readdirSync(join(folder, "secrets"));
    for (const args of [["sync", "--yes"], ["sync"], ["rotate", "--yes"], ["acknowledge", path]]) {
      const run = await runAs("keith", folder, ["secrets", ...args, "--json"]);
      expect(run.status).toBe(2);
      expect(readDiagnostics(run)).toMatchObject([{ code: "cli/work-folder" }]);
    }
    expect(readdirSync(join(folder, "secrets"))).toEqual(before);
    const [finding] = readDiagnostics(
      await runAs("keith", join(folder, "secrets"), ["secrets", "sync", "--yes", "--json"]),
    );
    followHelp(join(folder, "secrets"), finding?.help);
    expect((await sync(folder, "--yes")).status).toBe(0);
    expect(isSynced(folder)).toBe(true);
  });

  it.each([
    ["a link to a folder", (work: string) => symlinkSync("secrets", work)],
    ["a link to nothing", (work: string) => symlinkSync("nothing", work)],
    ["a file", (work: string) => writeFileSync(work, "")],
    ["a pipe", (work: string) => execFileSync("mkfifo", [work])],
  ])("is refused where it is %s, with a cure that works", async (_, make) => {
    const folder = await prepared();
    make(join(folder, ".fleet-work"));
    const [finding] = readDiagnostics(await sync(folder, "--yes", "--json"));
    expect(finding?.code).toBe("cli/work-folder");
    followHelp(folder, finding?.help);
    expect((await sync(folder, "--yes")).status).toBe(0);
  });
});

describe("a work folder in which every place of an heir is taken", () => {
  it("is refused by every command that needs it, with a cure that works", async () => {
    const lock = "no run's";
    const id = createHash("sha256").update(`file ${lock}`).digest("hex").slice(0, 32);
    const heirs = Array.from({ length: 100 }, (_, place) => [`heir.${id}.${place}`, ""]);
    const folder = await prepared({ lock, ...Object.fromEntries(heirs) });
    const below = join(folder, "secrets");
    for (const args of [["sync", "--yes"], ["sync"], ["rotate", "--yes"]]) {
      const run = await runAs("keith", below, ["secrets", ...args, "--json"]);
      expect(run.status).toBe(2);
      expect(readDiagnostics(run)).toMatchObject([
        {
          code: "cli/work-folder",
          help: "If no run is at work here, run: rm -r -f -- ../.fleet-work",
        },
      ]);
    }
    const [finding] = readDiagnostics(await runAs("keith", below, ["secrets", "sync", "--json"]));
    followHelp(below, finding?.help);
    expect((await sync(folder, "--yes")).status).toBe(0);
    expect(isSynced(folder)).toBe(true);
  });
});

describe("a lock in the work folder", () => {
  const { machine } = nodeWorld();
  const here = { host: machine.name, space: machine.processSpace, since: "2026-05-31T12:00:00Z" };

  it.each([
    ["of a process whose number lives again", { ...here, pid: 1, start: "at another time" }],
    [
      "of a process whose number this one has",
      { ...here, pid: process.pid, start: "at another time" },
    ],
    ["of which nobody knows when its process was started", { pid: 1, host: machine.name }],
    ["of no number that a process has", { ...here, pid: -1, start: "" }],
    ["that is none", {}],
  ])("%s is taken over", async (_, owner) => {
    const folder = await prepared({ lock: JSON.stringify(owner), "left.yaml": "left over" });
    expect((await sync(folder, "--yes")).status).toBe(0);
    expect(isSynced(folder)).toBe(true);
    expect(existsSync(join(folder, ".fleet-work"))).toBe(false);
  });

  it("of a run that is at work says which, since when, and how it ends", async () => {
    const owner = { ...here, pid: process.pid, start: machine.startOf(process.pid), token: "0" };
    const folder = await prepared({ lock: JSON.stringify(owner) });
    const before = readFileSync(join(folder, ".fleet-work", "lock"), "utf8");
    const run = await sync(folder, "--yes", "--json");
    expect(run.status).toBe(2);
    expect(readDiagnostics(run)).toMatchObject([
      {
        code: "cli/busy",
        message: `Another run of fleet is at work here: process ${process.pid} on "${machine.name}", since "2026-05-31T12:00:00Z".`,
        help: `Wait until it has ended, or end it: kill ${process.pid}`,
      },
    ]);
    expect(readFileSync(join(folder, ".fleet-work", "lock"), "utf8")).toBe(before);
    expect(readdirSync(join(folder, ".fleet-work"))).toEqual(["lock"]);
  });

  it.each([
    ["another host", { ...here, pid: 7, start: "then", host: "another\u001b[31m" }],
    ["another container", { ...here, pid: 7, start: "then", space: "pid:[1]" }],
  ])("of %s says so, with a cure that works", async (_, owner) => {
    const folder = await prepared({ lock: JSON.stringify(owner) });
    const run = await sync(folder, "--yes");
    expect(run.stderr).not.toContain("\u001b");
    const [finding] = readDiagnostics(await sync(folder, "--yes", "--json"));
    expect(finding).toMatchObject({
      code: "cli/busy",
      message: expect.stringContaining("2026-05-31T12:00:00Z"),
    });
    followHelp(folder, finding?.help);
    expect((await sync(folder, "--yes")).status).toBe(0);
  });

  it("that is a folder is taken over", async () => {
    const folder = await prepared({ "lock/more/kept": "" });
    expect((await sync(folder, "--yes")).status).toBe(0);
    expect(existsSync(join(folder, ".fleet-work"))).toBe(false);
  });
});

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name}.${index + 1}`);
}
