import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { testRepository } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { runFleet } from "../run-fleet.ts";
import { toolPath } from "../secrets-fleet.ts";
import { flakeRepository, twoLogins } from "./found-flake.ts";

const importIn = (folder: string, ...args: readonly string[]) =>
  runFleet(folder, ["import", "--no-proof", ...args], { PATH: toolPath });

describe("from a flake", () => {
  it("accounts become people, and what comes next is said", async () => {
    const folder = flakeRepository(twoLogins);
    const { stdout, stderr } = await importIn(folder);
    expect(stderr).toBe("");
    expect(stdout).toContain("flake.nix (2 hosts, 0 homes of its own)");
    expect(stdout).toContain("fleet.nixosModules.desk");
    expect(readFileSync(join(folder, "fleet.config.ts"), "utf8")).toContain("isAdmin: true");
  });

  it("a question is answered by its id, and only by one of its answers", async () => {
    const folder = flakeRepository(twoLogins);
    const asked = await importIn(folder, "--dry-run", "--json");
    const { questions, people } = JSON.parse(asked.stdout);
    expect(questions).toMatchObject([{ id: "same-person:ada+adal", answer: null }]);
    expect(people).toHaveLength(1);
    const answer = ["--answer", "same-person:ada+adal=several"];
    const answered = await importIn(folder, "--dry-run", "--json", ...answer);
    expect(JSON.parse(answered.stdout).people).toHaveLength(2);
    const wrong = await importIn(folder, "--answer", "same-person:ada+adal=three");
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toContain('"three" is no answer to "same-person:ada+adal"');
    expect(readdirSync(folder)).not.toContain("fleet.config.ts");
  });

  it("a host that cannot be evaluated is named, and the others are read", async () => {
    const folder = flakeRepository(
      twoLogins.replace(
        "mini =",
        'broken = throw "closed\\u001b[31m"; endless = let x = x; in x; mini =',
      ),
    );
    const { status, stdout } = await importIn(folder);
    expect(status).toBe(1);
    expect(stdout).toContain("flake.nix (2 hosts");
    expect(stdout).toContain("broken: The Nix code refuses: closed");
    expect(stdout).toMatch(/endless: .*infinite|endless: .*needs itself|endless: .*recursion/i);
    expect(stdout).not.toContain("\u001b");
  });

  it("the proof does not depend on a repository in which the temporary files lie", async () => {
    const folder = flakeRepository(twoLogins);
    const around = testRepository({ file: "" });
    const { stdout, stderr } = await runFleet(folder, ["import"], {
      PATH: toolPath,
      TMPDIR: around,
    });
    expect(stderr).toBe("");
    // These hosts are of no module system, so that this is as far as a proof can get.
    expect(stdout).toContain("attribute 'extendModules' missing");
    expect(readdirSync(around).sort()).toEqual([".git", "file"]);
  });

  it("the proof makes no folder for temporary files where none is", async () => {
    const folder = flakeRepository(twoLogins);
    const { stdout } = await runFleet(folder, ["import"], { PATH: toolPath, TMPDIR: "scratch" });
    expect(stdout).toContain("attribute 'extendModules' missing");
    expect(readdirSync(folder).sort()).toEqual([".git", "flake.nix", "fleet.config.ts"]);
  });

  it("hosts can be chosen, and one that is not there is named", async () => {
    const folder = flakeRepository(twoLogins);
    const { stdout } = await importIn(folder, "--dry-run", "--json", "--host", "mini");
    expect(JSON.parse(stdout).hosts).toMatchObject([{ id: "mini" }]);
    const unknown = await importIn(folder, "--dry-run", "--host", "mni");
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toContain("mni");
  });

  it("an existing fleet is compared with where --output names another file", async () => {
    const folder = flakeRepository(twoLogins);
    await importIn(folder);
    const { status, stdout } = await importIn(folder, "--output", "imported.ts");
    expect(status).toBe(0);
    expect(stdout).toContain("Read imported.ts");
    const [first, second] = ["fleet.config.ts", "imported.ts"].map((name) =>
      readFileSync(join(folder, name), "utf8"),
    );
    expect(second).toBe(first);
  });
});
