import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeFiles } from "@fleet/test-kit";
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
import { runFleet } from "./run-fleet.ts";

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
});
