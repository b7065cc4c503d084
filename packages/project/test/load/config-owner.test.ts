import { describe, expect, it } from "vitest";
import { memoryWorld, openProject, type World } from "../../src/index.ts";

/** A world whose user did not make the files in it. */
function worldOf(name: string, me: number): { world: World; isRun: () => boolean } {
  let ran = false;
  const world = memoryWorld({ files: { [name]: "{}" } });
  const { disk, machine, scripts } = world;
  const follow: World["disk"]["follow"] = (path) => {
    const entry = disk.follow(path);
    return entry === undefined ? undefined : { ...entry, owner: 1001 };
  };
  const run: World["scripts"]["run"] = (call) => {
    ran = true;
    return scripts.run(call);
  };
  const theirs = {
    ...world,
    machine: { ...machine, user: me },
    disk: { ...disk, follow },
    scripts: { ...scripts, run },
  };
  return { world: theirs, isRun: () => ran };
}

describe("a config of another user", () => {
  it("is not run where it is a script that was only found, and run where its folder is named", async () => {
    const { world, isRun } = worldOf("fleet.config.ts", 1000);
    const { findings } = await openProject(world);
    expect(findings).toMatchObject([
      { code: "cli/foreign-config", message: expect.stringContaining("uid 1001") },
    ]);
    expect(isRun()).toBe(false);
    await openProject(world, { root: "/fleet" });
    expect(isRun()).toBe(true);
  });

  it("is read where it is data, and run where it is one's own", async () => {
    const data = worldOf("fleet.config.json", 1000);
    const { findings } = await openProject(data.world);
    expect(findings.map(({ code }) => code)).not.toContain("cli/foreign-config");
    const own = worldOf("fleet.config.ts", 1001);
    await openProject(own.world);
    expect([data.isRun(), own.isRun()]).toEqual([false, true]);
  });
});
