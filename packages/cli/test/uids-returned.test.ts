import { describe, expect, it } from "vitest";
import { commitAll, declarePeople, peopleRepository, readUids } from "./people-fleet.ts";
import { readDiagnostics } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";

const fleet = async (folder: string, ...args: string[]) => await runFleet(folder, args);
const codes = async (folder: string, command: string) =>
  readDiagnostics(await fleet(folder, command, "--json")).map(({ code }) => code);

const keith = { nixos: { keith: {} } };
const both = { nixos: { keith: {}, traci: { fullName: "Traci" } } };
const another = { nixos: { keith: {}, traci: { fullName: "Another" } } };

/** Traci left, which is committed. */
async function withoutTraci(): Promise<string> {
  const folder = peopleRepository(both);
  await fleet(folder, "generate");
  declarePeople(folder, keith);
  await fleet(folder, "generate");
  commitAll(folder, "traci left");
  return folder;
}

describe("somebody with the id of one who left", () => {
  it("is told before the uid is given back, and not after", async () => {
    const folder = await withoutTraci();
    declarePeople(folder, another);
    const told = readDiagnostics(await fleet(folder, "check", "--json"));
    expect(told.filter(({ code }) => code === "cli/uid-returns")).toMatchObject([
      {
        severity: "warning",
        place: "users.traci",
        message: expect.stringContaining('"traci" had the uid 1001 on NixOS, left'),
      },
    ]);
    expect(await codes(folder, "generate")).toContain("cli/uid-returns");
    expect(await codes(folder, "check")).not.toContain("cli/uid-returns");
  });

  it("gets another uid by what the help says", async () => {
    const folder = await withoutTraci();
    declarePeople(folder, another);
    const found = readDiagnostics(await fleet(folder, "check", "--json"));
    const help = found.find(({ code }) => code === "cli/uid-returns")?.help;
    expect(help).toContain("a uid that nobody had: declare it in users.traci");
    declarePeople(folder, { nixos: { keith: {}, traci: { fullName: "Another", uid: 1002 } } });
    expect(await codes(folder, "check")).not.toContain("cli/uid-returns");
    expect((await fleet(folder, "generate")).status).toBe(0);
    expect(readUids(folder)).toEqual({
      accounts: { 1000: "keith", 1002: "traci" },
      tombstones: { 1001: "traci" },
    });
  });

  it("is nobody who has left in no commit yet", async () => {
    const folder = peopleRepository(both);
    await fleet(folder, "generate");
    commitAll(folder, "a fleet");
    declarePeople(folder, keith);
    await fleet(folder, "generate");
    declarePeople(folder, both);
    expect(await codes(folder, "check")).not.toContain("cli/uid-returns");
  });
});
