import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { git } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { branchedRepository, finishMerge, tryGit, uidsOnMini } from "./branched-fleet.ts";
import { commitAll, declarePeople, peopleRepository, readUids } from "./people-fleet.ts";
import { readDiagnostics, readOnlyDiagnostic } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";

const lock = "fleet.lock.json";
const fleet = async (folder: string, ...args: string[]) => await runFleet(folder, args);
const readText = (folder: string, path: string) => readFileSync(join(folder, path), "utf8");

const everybody = { nixos: { keith: {}, ada: {}, bob: {} } };

/** Ada came here and Bob there, with one uid for both. */
async function clashingRepository(driver?: string): Promise<string> {
  return await branchedRepository({
    base: { nixos: { keith: {} } },
    ours: { nixos: { keith: {}, ada: {} } },
    theirs: { nixos: { keith: {}, bob: {} } },
    driver,
  });
}

describe("a fleet.lock.json that git has not merged", () => {
  const inConflict = async () => {
    const folder = await clashingRepository("no-such-program %O %A %B");
    expect(tryGit(folder, "merge", "theirs").status).toBe(1);
    declarePeople(folder, everybody);
    return folder;
  };

  it.each([
    ["generate", "--force"],
    ["generate", "--dry-run"],
    ["check"],
    ["uids"],
    ["secrets", "status"],
    ["access"],
  ])("is an error also where it holds one side without any marks: %s %s", async (...args) => {
    const folder = await inConflict();
    const before = readText(folder, lock);
    expect(() => JSON.parse(before)).not.toThrow();
    const run = await fleet(folder, ...args.filter((one) => one !== undefined), "--json");
    expect(run.status).toBe(1);
    expect(readDiagnostics(run)).toMatchObject([
      {
        code: "cli/bad-lock",
        file: lock,
        message: '"fleet.lock.json" cannot be used. git has not merged it.',
        help: expect.stringContaining("fleet uids merge"),
      },
    ]);
    expect(readText(folder, lock)).toBe(before);
  });

  it("is merged by fleet uids merge, which tells git", async () => {
    const folder = await inConflict();
    expect((await fleet(folder, "uids", "merge", "--keep", "ours")).status).toBe(0);
    expect(git(folder, "ls-files", "--unmerged", "--", lock)).toBe("");
    await finishMerge(folder, everybody);
    expect(uidsOnMini(folder)).toEqual({ keith: 1000, ada: 1001, bob: 1002 });
  });

  it("may be merged by hand, and told to git", async () => {
    const folder = await inConflict();
    git(folder, "add", lock);
    const codes = readDiagnostics(await fleet(folder, "check", "--json")).map(({ code }) => code);
    expect(codes).not.toContain("cli/bad-lock");
  });
});

describe("a fleet.json that git has not merged", () => {
  it.each([
    ["ours", "bob"],
    ["theirs", "ada"],
  ])("still says whose uid changes, on either side: keep %s", async (side, loser) => {
    const folder = await clashingRepository();
    tryGit(folder, "merge", "theirs");
    await fleet(folder, "uids", "merge", "--keep", side);
    declarePeople(folder, everybody);
    const run = await fleet(folder, "generate", "--force", "--json");
    expect(run.status).toBe(0);
    expect(readDiagnostics(run)).toMatchObject([
      {
        code: "cli/uid-changes",
        message: `"${loser}" has the uid 1001 on "mini", and fleet.lock.json says 1002. The system there keeps 1001.`,
        help: expect.stringContaining("The uid 1001 is or was that of"),
      },
    ]);
  });
});

describe("a fleet.lock.json that is gone", () => {
  const gone = async () => {
    const folder = peopleRepository({ nixos: { ada: {}, keith: {} } });
    await fleet(folder, "generate");
    declarePeople(folder, { nixos: { keith: {} } });
    await fleet(folder, "generate");
    commitAll(folder, "generated");
    rmSync(join(folder, lock));
    return folder;
  };

  it.each([["generate"], ["check"], ["uids"]])(
    "is an error where git tracks it, for its uids would go to others: %s",
    async (command) => {
      const folder = await gone();
      const run = await fleet(folder, command, "--json");
      expect(run.status).toBe(1);
      expect(readOnlyDiagnostic(run)).toMatchObject({
        code: "cli/lock-missing",
        file: lock,
        help: expect.stringContaining("git restore -- fleet.lock.json. "),
      });
      git(folder, "restore", "--", lock);
      expect((await fleet(folder, command)).status).toBe(0);
    },
  );

  it("is made anew where that is forced, and where git does not track it", async () => {
    const folder = await gone();
    expect((await fleet(folder, "generate", "--force")).status).toBe(0);
    expect(readUids(folder)).toEqual({ accounts: { 1000: "keith" } });
    git(folder, "rm", "--quiet", "--cached", lock);
    rmSync(join(folder, lock));
    expect((await fleet(folder, "generate")).status).toBe(0);
  });
});

const make = (program: string) => (path: string) => execFileSync(program, [path]);

describe("what stands in the place of fleet.lock.json and is no file", () => {
  it.each<[string, (path: string) => void, string]>([
    ["a pipe", make("mkfifo"), "It is no regular file."],
    ["a folder", make("mkdir"), "It is no regular file."],
    [
      "a link to nothing",
      (path) => symlinkSync("nothing", path),
      "It is a link that leads nowhere.",
    ],
  ])("is called what it is: %s", async (_, put, message) => {
    const folder = peopleRepository({ nixos: { keith: {} } });
    put(join(folder, lock));
    expect(readOnlyDiagnostic(await fleet(folder, "generate", "--json"))).toMatchObject({
      code: "cli/bad-lock",
      message: `"fleet.lock.json" cannot be used. ${message}`,
      help: "Put the file itself there: remove it, then git restore -- fleet.lock.json",
    });
  });
});
