import { openProject, type World } from "@fleet/project";
import { describe, expect, it } from "vitest";
import { acknowledgeFiles } from "../../src/index.ts";
import { encryptedFor, keys, worldOf } from "../support/memory-fleet.ts";

const path = "secrets/ours.yaml";
const lock = "/fleet/fleet.lock.json";
const text = (world: World) => new TextDecoder().decode(world.disk.read(lock));

/** A fleet in which the host could read the file once. */
function owing({ isRotated = true, isThere = true } = {}): World {
  const debt = { file: path, recipient: keys.mini, reader: "host:mini", acknowledged: null };
  const secrets = { debts: [{ ...debt, isRotated }], seen: [] };
  const files = isThere ? { [path]: encryptedFor("keith", "traci") } : {};
  return worldOf({ ...files, "fleet.lock.json": JSON.stringify({ secrets, version: 1 }) });
}

const acknowledge = async (world: World, named: readonly string[], date?: string) =>
  acknowledgeFiles(await openProject(world), { named, folder: world.folder, date });

describe("acknowledgeFiles", () => {
  it("notes the day, today where none is named, and lets others work afterwards", async () => {
    for (const date of ["2026-05-30", undefined]) {
      const world = owing();
      expect(await acknowledge(world, [path], date)).toEqual({ paths: [path], diagnostics: [] });
      expect(text(world)).toContain(`"acknowledged": "${date ?? "2026-05-31"}"`);
      expect(world.disk.inspect("/fleet/.fleet-work")).toBeUndefined();
    }
  });

  it("takes a file from the folder in which it was named", async () => {
    const project = await openProject(owing());
    const request = { named: ["ours.yaml"], folder: "/fleet/secrets" };
    expect(acknowledgeFiles(project, request).paths).toEqual([path]);
  });

  it.each(["secrets", "secrets/", "."])("takes all that owe in the folder %s", async (folder) => {
    expect(await acknowledge(owing(), [folder])).toEqual({ paths: [path], diagnostics: [] });
  });

  it("takes none in a folder of which one wants a new data key first", async () => {
    const { paths, diagnostics } = await acknowledge(owing({ isRotated: false }), ["secrets"]);
    expect(paths).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: "cli/not-owed", file: path }]);
  });

  it("says of a folder that nothing in it owes, and not that it owes nothing itself", async () => {
    const { diagnostics } = await acknowledge(owing(), ["users"]);
    expect(diagnostics).toMatchObject([{ message: 'Nothing is owed for a file in "users".' }]);
  });

  it("takes a file that is gone for one with a new data key", async () => {
    const world = owing({ isRotated: false, isThere: false });
    expect((await acknowledge(world, [path])).paths).toEqual([path]);
  });

  it.each<[string, readonly string[], string | undefined, string[]]>([
    ["nothing", [], undefined, ["cli/not-owed"]],
    ["a file that owes nothing", ["secrets/our.yaml"], undefined, ["cli/not-owed"]],
    ["a file outside of the fleet", ["../x"], undefined, ["cli/not-owed"]],
    ["a day to come", [path], "2026-06-01", ["cli/bad-date"]],
    ["a day that is none", [path], "2026-02-30", ["cli/bad-date"]],
    ["all that is wrong at once", [path, "x"], "soon", ["cli/bad-date", "cli/not-owed"]],
  ])("refuses %s, and writes nothing", async (_, named, date, codes) => {
    const world = owing();
    const before = text(world);
    const { paths, diagnostics } = await acknowledge(world, named, date);
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
    expect(paths).toEqual([]);
    expect(text(world)).toBe(before);
  });

  it("wants a new data key first", async () => {
    const { diagnostics } = await acknowledge(owing({ isRotated: false }), [path]);
    expect(diagnostics).toMatchObject([
      { code: "cli/not-owed", file: path, help: expect.stringContaining("fleet secrets rotate") },
    ]);
  });

  it("waits for nobody: another run at work on the secrets is reported", async () => {
    const world = owing();
    world.disk.makeFolder("/fleet/.fleet-work", 0o700);
    const other = JSON.stringify({ pid: 7, host: "another" });
    world.disk.create("/fleet/.fleet-work/lock", new TextEncoder().encode(other));
    expect((await acknowledge(world, [path])).diagnostics).toMatchObject([{ code: "cli/busy" }]);
  });
});
