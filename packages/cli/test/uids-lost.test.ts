import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { nodeWorld } from "@fleet/project/node";
import { git, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { followHelp } from "./cures/printed-cure.ts";
import {
  commitAll,
  declarePeople,
  peopleRepository,
  readUids,
  uidInFleet,
} from "./people-fleet.ts";
import { readDiagnostics } from "./read-report.ts";
import { runFleet, runIn } from "./run-fleet.ts";

const lock = "fleet.lock.json";
const fleet = async (folder: string, ...args: string[]) => await runFleet(folder, args);
const codes = async (folder: string, command: string) =>
  readDiagnostics(await fleet(folder, command, "--json")).map(({ code }) => code);

/** Traci left, which is committed; somebody took her line out by hand, and Ada comes. */
async function withoutTombstone(): Promise<string> {
  const folder = peopleRepository({ nixos: { keith: {}, traci: {} } });
  await fleet(folder, "generate");
  declarePeople(folder, { nixos: { keith: {} } });
  await fleet(folder, "generate");
  commitAll(folder, "traci left");
  writeFiles(folder, {
    [lock]: readFileSync(join(folder, lock), "utf8").replace(/,\s*"tombstones": \{[^}]*\}/, ""),
  });
  declarePeople(folder, { nixos: { keith: {}, ada: {} } });
  return folder;
}

describe("a tombstone that was taken out by hand", () => {
  it("gives its uid to nobody: the last commit knows whose it was", async () => {
    const folder = await withoutTombstone();
    const before = readFileSync(join(folder, "fleet.json"), "utf8");
    for (const command of ["check", "generate"]) {
      const run = await fleet(folder, command, "--json");
      expect(run.status).toBe(1);
      expect(readDiagnostics(run)).toContainEqual(
        expect.objectContaining({
          code: "cli/uid-lost",
          file: lock,
          message:
            'The uid 1001 on NixOS is or was that of "traci", as the last commit says, and "ada" would get it, because fleet.lock.json does not say so any more.',
        }),
      );
    }
    expect(readFileSync(join(folder, "fleet.json"), "utf8")).toBe(before);
  });

  it("comes back from git, and is freed by the command that the help names", async () => {
    const folder = await withoutTombstone();
    const [found] = readDiagnostics(await fleet(folder, "check", "--json")).filter(
      ({ code }) => code === "cli/uid-lost",
    );
    await followHelp(folder, found?.help ?? "", { only: [0] });
    expect(await codes(folder, "check")).not.toContain("cli/uid-lost");
    await followHelp(folder, found?.help ?? "", { only: [1] });
    expect(readUids(folder)).toEqual({ accounts: { 1000: "keith" }, freed: { 1001: "traci" } });
    expect((await fleet(folder, "generate")).status).toBe(0);
    expect(uidInFleet(folder, "mini", "ada")).toBe(1001);
    expect(readUids(folder)).toEqual({ accounts: { 1000: "keith", 1001: "ada" } });
  });

  it("may be given up with all the rest", async () => {
    const folder = await withoutTombstone();
    expect((await fleet(folder, "generate", "--force")).status).toBe(0);
    expect(uidInFleet(folder, "mini", "ada")).toBe(1001);
  });

  it("is known from fleet.json where nothing is committed and somebody leaves as well", async () => {
    const folder = peopleRepository({ nixos: { keith: {}, traci: {} } });
    await fleet(folder, "generate");
    writeFiles(folder, { [lock]: '{ "uids": { "accounts": { "1000": "keith" } }, "version": 1 }' });
    declarePeople(folder, { nixos: { keith: {}, ada: {} } });
    expect(await codes(folder, "generate")).toContain("cli/uid-lost");
    rmSync(join(folder, "fleet.json"));
    expect(await codes(folder, "generate")).not.toContain("cli/uid-lost");
  });

  it.each<[string, (folder: string) => void]>([
    ["in the work tree", () => {}],
    ["and added to git", (folder) => git(folder, "add", lock)],
  ])("is missed at once where nobody gets the uid yet, %s", async (_, then) => {
    const folder = await withoutTombstone();
    declarePeople(folder, { nixos: { keith: {} } });
    then(folder);
    const before = readFileSync(join(folder, lock), "utf8");
    for (const command of ["check", "generate"]) {
      expect(await codes(folder, command)).toContain("cli/uid-lost");
    }
    expect(readFileSync(join(folder, lock), "utf8")).toBe(before);
    const [found] = readDiagnostics(await fleet(folder, "check", "--json")).filter(
      ({ code }) => code === "cli/uid-lost",
    );
    expect(found?.message).toContain("whoever comes next would get it");
    await followHelp(folder, found?.help ?? "", { only: [0] });
    expect(await codes(folder, "check")).not.toContain("cli/uid-lost");
    expect(git(folder, "status", "--porcelain", "--", lock)).toBe("");
  });

  it("is written again by hand where the file knows of somebody new", async () => {
    const folder = await withoutTombstone();
    const text = readFileSync(join(folder, lock), "utf8");
    declarePeople(folder, { nixos: { keith: {}, ada: { uid: 1002 } } });
    writeFiles(folder, { [lock]: text.replace('"1000"', '"1002": "ada",\n      "1000"') });
    const [found] = readDiagnostics(await fleet(folder, "check", "--json")).filter(
      ({ code }) => code === "cli/uid-lost",
    );
    expect(found?.help).toContain(
      'Write the line again, into "tombstones" of "uids": "1001": "traci".',
    );
  });

  it("asks git nothing where the file is that of the last commit", async () => {
    const folder = peopleRepository({ nixos: { keith: {}, traci: {} } });
    await fleet(folder, "generate");
    commitAll(folder, "all");
    const world = nodeWorld({ folder, environment: { PATH: process.env["PATH"] } });
    const asked: string[] = [];
    const run: typeof world.run = (request) => {
      asked.push(request.program);
      return world.run(request);
    };
    expect((await runIn({ ...world, run, confirm: undefined }, ["check"])).status).toBe(0);
    expect(asked).toEqual([]);
  });
});
