import { type Disk, type DiskEntry, memoryWorld, type World } from "@fleet/project";
import { describe, expect, it } from "vitest";
import { holdWorkFolder } from "../../src/change/work-folder.ts";

const hold = (world: World, tracked?: ReadonlySet<string>) =>
  holdWorkFolder({ world, root: "/fleet", tracked, prefix: "systems/" });

/** A world in which some calls to the disk fail with an error of the system. */
function failing(calls: readonly (keyof Disk)[], code: string, reason: string): World {
  const world = memoryWorld({ folder: "/fleet" });
  const fail = () => {
    throw Object.assign(new Error(`${code}: ${reason}`), { code });
  };
  const disk = { ...world.disk, ...Object.fromEntries(calls.map((call) => [call, fail])) };
  return { ...world, disk };
}

describe("holdWorkFolder", () => {
  it("is for one run at a time, also within one process, and leaves nothing behind", () => {
    const world = memoryWorld({ folder: "/fleet", today: "2026-05-31" });
    const first = hold(world);
    expect(first.ok).toBe(true);
    expect(hold(world)).toMatchObject({
      ok: false,
      diagnostics: [
        {
          code: "cli/busy",
          message: expect.stringContaining('process 1 on "memory", since "2026-05-31T12:00:00Z"'),
        },
      ],
    });
    if (first.ok) first.value.release();
    const second = hold(world);
    expect(second.ok).toBe(true);
    if (second.ok) second.value.release();
    expect(world.disk.inspect("/fleet/.fleet-work")).toBeUndefined();
  });

  it("keeps what is in it from git and from others", () => {
    const world = memoryWorld({ folder: "/fleet" });
    expect(hold(world).ok).toBe(true);
    expect(world.disk.inspect("/fleet/.fleet-work")?.mode).toBe(0o700);
    expect(new TextDecoder().decode(world.disk.read("/fleet/.fleet-work/.gitignore"))).toBe("*\n");
  });

  it.each([
    [["makeFolder"], "EROFS", "read-only file system"],
    [["create"], "ENOSPC", "no space left on device"],
    [["link"], "EPERM", "operation not permitted"],
    [["setAccess"], "EACCES", "permission denied"],
  ] as const)(
    "says why nothing can be written, and not that somebody is at work: %j",
    (calls, code, reason) => {
      const world = failing(calls, code, reason);
      expect(hold(world)).toMatchObject({
        ok: false,
        diagnostics: [
          {
            code: "cli/cannot-write",
            message: `".fleet-work" cannot be written: ${code}: ${reason}`,
            help: "Check the permissions of the folder, and that there is room on the disk.",
          },
        ],
      });
      expect(world.disk.inspect("/fleet/.fleet-work/lock")).toBeUndefined();
    },
  );

  it("is nobody else's", () => {
    const world = memoryWorld({ folder: "/fleet" });
    world.disk.makeFolder("/fleet/.fleet-work");
    const inspect = (path: string): DiskEntry | undefined => {
      const entry = world.disk.inspect(path);
      return entry === undefined ? undefined : { ...entry, owner: 1001 };
    };
    const machine = { ...world.machine, user: 1000 };
    const theirs = { ...world, machine, disk: { ...world.disk, inspect } };
    expect(hold(theirs)).toMatchObject({
      diagnostics: [
        {
          code: "cli/work-folder",
          message: expect.stringContaining("uid 1001"),
          help: expect.stringContaining("rm -r -f -- systems/.fleet-work"),
        },
      ],
    });
  });

  it("is no part of the repository", () => {
    const world = memoryWorld({ folder: "/fleet" });
    for (const path of [".fleet-work", ".fleet-work/lock.1"]) {
      expect(hold(world, new Set(["a", path]))).toMatchObject({
        diagnostics: [
          { code: "cli/work-folder", help: "Run: git rm -r -f --quiet -- systems/.fleet-work" },
        ],
      });
    }
    expect(hold(world, new Set([".fleet-workshop", "a/.fleet-work/lock"])).ok).toBe(true);
  });
});
