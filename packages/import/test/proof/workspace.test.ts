import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { World } from "@fleet/project";
import { nameTemporary } from "@fleet/project/internal";
import { nodeWorld } from "@fleet/project/node";
import { testdir } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { withWorkspace } from "../../src/proof/workspace.ts";

const real = nodeWorld();

/** The world of this process, with a folder for temporary files. */
function createWorld(): World & { readonly temporary: string } {
  const temporary = testdir();
  return { ...real, temporary, environment: { ...real.environment, TMPDIR: temporary } };
}

/** A name as a process that has ended would have given. */
function nameOfEnded(name = "fleet-import", machine: Partial<World["machine"]> = {}): string {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  return nameTemporary({ ...real, machine: { ...real.machine, processId: pid, ...machine } }, name);
}

function makeFolder(path: string, mode = 0o700): void {
  mkdirSync(path, { mode });
  chmodSync(path, mode);
  writeFileSync(join(path, "flake.nix"), "{ }\n");
}

const nothing = async () => {};

describe("the folder that a proof works in", () => {
  it("is nobody else's to look into, and is gone when the work is done or fails", async () => {
    const world = createWorld();
    const mode = await withWorkspace(world, async (folder) => world.disk.inspect(folder)?.mode);
    expect((mode ?? 0) & 0o777).toBe(0o700);
    const failing = withWorkspace(world, async () => Promise.reject(new Error("no")));
    await expect(failing).rejects.toThrow("no");
    expect(readdirSync(world.temporary)).toEqual([]);
  });

  it("takes along those of runs that were killed", async () => {
    const world = createWorld();
    makeFolder(join(world.temporary, nameOfEnded()));
    await withWorkspace(world, nothing);
    expect(readdirSync(world.temporary)).toEqual([]);
  });

  it("leaves what is at work, of others, or no such folder", async () => {
    const world = createWorld();
    const at = (name: string) => join(world.temporary, name);
    const elsewhere = { name: "another machine" };
    const target = testdir({ "kept.txt": "" });
    makeFolder(at(nameTemporary(world, "fleet-import")));
    makeFolder(at(nameOfEnded("fleet-import", elsewhere)));
    makeFolder(at(nameOfEnded("fleet-other")));
    makeFolder(at(nameOfEnded()), 0o755);
    makeFolder(at("fleet-import-0123456789abcdef"));
    symlinkSync(target, at(nameOfEnded()));
    writeFileSync(at(nameOfEnded()), "");
    const before = readdirSync(world.temporary);
    await withWorkspace(world, nothing);
    expect(readdirSync(world.temporary)).toEqual(before);
    expect(readdirSync(target)).toEqual(["kept.txt"]);
  });

  it.each([
    { what: "of another user", change: (uid: number) => ({ user: uid + 1 }) },
    { what: "where the system has no users", change: () => ({ user: undefined }) },
  ])("leaves those $what", async ({ change }) => {
    const world = createWorld();
    const left = nameOfEnded();
    makeFolder(join(world.temporary, left));
    const machine = { ...world.machine, ...change(world.machine.user ?? 0) };
    await withWorkspace({ ...world, machine }, nothing);
    expect(readdirSync(world.temporary)).toEqual([left]);
  });
});
