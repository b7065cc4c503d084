import { mkdirSync, renameSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { testdir } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { declarePeople, peopleRepository } from "./people-fleet.ts";
import { runFleet } from "./run-fleet.ts";

const line = /^Commands above are for the fleet's folder: cd (.*)$/m;

async function staleFleet(): Promise<string> {
  const folder = peopleRepository({ nixos: { keith: {} } });
  await runFleet(folder, ["generate"]);
  declarePeople(folder, { nixos: { keith: { fullName: "Keith" } } });
  return folder;
}

describe("the folder that printed commands are for", () => {
  it("is said where a command ran elsewhere with --root, and fleet would find another fleet or none", async () => {
    const folder = await staleFleet();
    const apart = join(testdir(), "fleet");
    renameSync(folder, apart);
    const parent = dirname(apart);
    const { stdout } = await runFleet(parent, ["check", "--root", basename(apart)]);
    expect(stdout).toContain("Run: fleet generate");
    const to = line.exec(stdout)?.[1] ?? "";
    expect(to).toBe("fleet");
    expect((await runFleet(join(parent, to), ["generate"])).status).toBe(0);
  });

  it("is said in a folder below where a command names a file", async () => {
    const folder = await staleFleet();
    const below = join(folder, "users/nobody");
    mkdirSync(below, { recursive: true });
    const { stdout } = await runFleet(below, ["check"]);
    expect(stdout).toContain("Run: fleet generate");
    // A file of nobody is to be removed by its path.
    expect(stdout).toContain("git rm --quiet -- users/");
    expect(line.exec(stdout)?.[1]).toBe("../..");
  });
});
