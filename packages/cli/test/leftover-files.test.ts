import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { prepareFile } from "@fleet/project/internal";
import { nodeWorld } from "@fleet/project/node";
import { git, testRepository, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { followHelp } from "./cures/printed-cure.ts";
import { commitAll } from "./people-fleet.ts";
import { readDiagnostics } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";
import { smallFleet } from "./small-fleet.ts";

/** A fleet in which a process, of which this is the number, was about to write a file. */
function interrupted(
  name = "fleet.json",
  processId = endedProcess(),
): { folder: string; left: string } {
  const folder = testRepository(smallFleet);
  const real = nodeWorld();
  const machine = {
    ...real.machine,
    name: real.machine.name,
    processSpace: real.machine.processSpace,
  };
  const startOf = (id: number) => (id === processId ? "before" : real.machine.startOf(id));
  const world = { ...real, machine: { ...machine, processId, startOf } };
  const bytes = new TextEncoder().encode("{");
  prepareFile(world, join(folder, name), { bytes, isDurable: false });
  const left = readdirSync(folder).find((file) => file.endsWith(".fleet-tmp")) ?? "";
  return { folder, left };
}

function endedProcess(): number {
  return spawnSync("true").pid;
}

const leftovers = async (folder: string) =>
  readDiagnostics(await runFleet(folder, ["check", "--json"])).filter(
    ({ code }) => code === "cli/leftover-file",
  );

describe("the temporary file of a run that was killed", () => {
  it("is told by check, and gone after the next run", async () => {
    const { folder, left } = interrupted();
    expect(await leftovers(folder)).toMatchObject([
      {
        severity: "warning",
        file: left,
        message: `"${left}" is what a run of fleet would have made "fleet.json" of, and was left when that was killed.`,
        help: `\`rm -- ${left}\`.`,
      },
    ]);
    expect((await runFleet(folder, ["generate", "--check"])).status).toBe(1);
    expect(existsSync(join(folder, left))).toBe(true);
    expect((await runFleet(folder, ["generate"])).status).toBe(0);
    expect(readdirSync(folder).filter((name) => name.includes("tmp"))).toEqual([]);
  });

  it("is gone also where there is nothing to write", async () => {
    const { folder, left } = interrupted();
    await runFleet(folder, ["generate"]);
    writeFiles(folder, { [left]: "{" });
    await runFleet(folder, ["generate"]);
    expect(existsSync(join(folder, left))).toBe(false);
  });

  it("is taken out of git by the command of the help", async () => {
    const { folder, left } = interrupted(".sops.yaml");
    commitAll(folder, "all");
    const [found] = await leftovers(folder);
    expect(found?.help).toBe(`\`git rm --quiet --force -- ${left}\`.`);
    await followHelp(folder, found?.help ?? "");
    expect(await leftovers(folder)).toEqual([]);
    expect(git(folder, "ls-files", "--", left)).toBe("");
  });

  it("is told alone where it is of another machine, an older fleet, or not of a generated file", async () => {
    const { folder, left } = interrupted();
    const foreign = left.replace(/-[\da-f]{8}-/, "-00000000-");
    const older = ".fleet.lock.json.0123456789abcdef.tmp";
    const other = left.replace("fleet.json", "notes.txt");
    writeFiles(folder, { [foreign]: "", [older]: "", [other]: "" });
    await runFleet(folder, ["generate"]);
    const found = await leftovers(folder);
    expect(found.map(({ file }) => file).sort()).toEqual([foreign, older, other].sort());
    expect(found.find(({ file }) => file === foreign)?.help).toContain("on any machine: `rm -- ");
  });

  it("is left to a run that is at work, and a link of its name to whoever made it", async () => {
    const { folder, left } = interrupted();
    const alive = left.replace(/\.\d+-([\da-f]{8})-[\da-f]{8}-/, (_, where: string) => {
      const { machine, digest } = nodeWorld();
      const start = digest(machine.startOf(process.pid) ?? "").slice(0, 8);
      return `.${process.pid}-${where}-${start}-`;
    });
    const link = left.replace(/.{16}\.fleet-tmp$/, "0123456789abcdef.fleet-tmp");
    writeFiles(folder, { [alive]: "" });
    symlinkSync("fleet.config.ts", join(folder, link));
    await runFleet(folder, ["generate"]);
    expect(existsSync(join(folder, alive))).toBe(true);
    expect(existsSync(join(folder, link))).toBe(true);
    expect((await leftovers(folder)).map(({ file }) => file)).toEqual([link]);
  });
});
