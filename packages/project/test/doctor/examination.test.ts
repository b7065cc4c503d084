import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { git, testdir, testRepository } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { type ExaminedRow, examineProject, memoryWorld, openProject } from "../../src/index.ts";
import { nodeWorld } from "../../src/node/index.ts";

const config = `users:
  keith: { fullName: Keith, isAdmin: true, uid: 1000 }
hosts:
  mini: { system: x86_64-linux, stateVersion: "24.05", users: [keith], deploy: { target: root@mini } }
`;
const files = {
  "fleet.config.yaml": config,
  "users/keith.nix": "{ }\n",
  "hosts/mini.nix": "{ }\n",
  "flake.nix": "{ }\n",
};

async function examine(
  folder: string,
  environment: Readonly<Record<string, string | undefined>> = {},
): Promise<readonly ExaminedRow[]> {
  const { PATH } = process.env;
  const world = nodeWorld({ folder, environment: { PATH, HOME: folder, ...environment } });
  return (await examineProject(await openProject(world), "1.2.3")).rows;
}

function row(rows: readonly ExaminedRow[], what: string) {
  return rows.find((one) => one.what === what);
}

describe("an examination", () => {
  it("goes through on a machine with nothing: no fleet, no git, no Nix", async () => {
    const rows = await examine(testdir(), { PATH: "/nowhere" });
    expect(rows.filter(({ fitness }) => fitness === "broken")).toEqual([]);
    expect(rows.map(({ what, fact }) => [what, fact])).toEqual([
      ["fleet", expect.stringMatching(/^1\.2\.3 on Node\.js \d+\.\d+\.\d+, /)],
      ["nix", "missing"],
      ["git", "missing"],
      ["repository", "none"],
      ["config", "none"],
      ["compiled code", "none"],
    ]);
  });

  it("says everything in a world without a disk", async () => {
    const { rows } = await examineProject(await openProject(memoryWorld({ files })), "1.2.3");
    expect(row(rows, "config")?.says).toBe("fleet.config.yaml");
    expect(row(rows, "generated files")).toMatchObject({ fitness: "warning", fact: "none yet" });
  });

  it("reads versions, and nothing else that a program prints", async () => {
    const folder = testdir({ "bin/git": "#!/bin/sh\necho 'git version 2.40.1 hunter2'\n" });
    chmodSync(join(folder, "bin/git"), 0o755);
    const rows = await examine(folder, { PATH: join(folder, "bin") });
    expect(row(rows, "git")).toMatchObject({ fitness: "ok", fact: "2.40.1" });
    expect(JSON.stringify(rows)).not.toContain("hunter2");
  });

  it("says which features Nix lacks, and takes those that are switched on", async () => {
    const folder = testdir();
    const off = await examine(folder, { NIX_CONFIG: "experimental-features =" });
    expect(row(off, "nix features")).toMatchObject({
      fitness: "warning",
      fact: "off: nix-command, flakes",
      says: expect.stringContaining("nixos-rebuild --flake need them; fleet verify switches"),
    });
    const NIX_CONFIG = "experimental-features = nix-command flakes";
    expect(row(await examine(folder, { NIX_CONFIG }), "nix features")?.fitness).toBe("ok");
  });

  it("names engines with which hosts are deployed from anywhere", async () => {
    const rows = await examine(testRepository(files), { PATH: "/nowhere" });
    expect(row(rows, "nixos-rebuild")).toMatchObject({ fitness: "warning", fact: "missing" });
  });
});

describe("the state of git", () => {
  it("is fine where nothing is", async () => {
    const rows = await examine(testRepository(files));
    expect(rows.filter(({ about }) => about === "git").map(({ fitness }) => fitness)).toEqual([
      "ok",
    ]);
  });

  it("names a merge that is not done, and the files in conflict", async () => {
    const folder = testRepository(files);
    git(folder, "commit", "--quiet", "-m", "begin");
    git(folder, "checkout", "--quiet", "-b", "other");
    writeFileSync(join(folder, "users/keith.nix"), "{ a = 1; }\n");
    git(folder, "commit", "--quiet", "-am", "one");
    git(folder, "checkout", "--quiet", "-");
    writeFileSync(join(folder, "users/keith.nix"), "{ a = 2; }\n");
    git(folder, "commit", "--quiet", "-am", "two");
    expect(() => git(folder, "merge", "other")).toThrow();
    const found = row(await examine(folder), "conflicts");
    expect(found).toMatchObject({ fitness: "broken", fact: "1" });
    expect(found?.says).toContain('"users/keith.nix"');
    expect(found?.cure).toContain("git merge --continue");
    git(folder, "add", "--all");
    expect(row(await examine(folder), "unfinished")).toMatchObject({
      fitness: "warning",
      fact: "a merge",
    });
  });

  it("names what a flake would not see", async () => {
    const folder = testRepository({ ...files, "hosts/mini.nix": "{ }\n" });
    git(folder, "rm", "--quiet", "--cached", "hosts/mini.nix");
    expect(row(await examine(folder), "untracked files")).toMatchObject({ fitness: "broken" });
  });

  it("names what git ignores though every clone needs it", async () => {
    const folder = testdir({ ...files, ".gitignore": "fleet.*\n" });
    git(folder, "init", "--quiet");
    const found = row(await examine(folder), "ignored files");
    expect(found?.fitness).toBe("broken");
    expect(found?.says).toContain('"fleet.config.yaml"');
  });

  it("says what to do about a repository of somebody else, and quotes none of its settings", async () => {
    const folder = testRepository(files);
    git(folder, "remote", "add", "origin", "https://user:hunter2@example.org/x.git");
    const GIT_TEST_ASSUME_DIFFERENT_OWNER = "1";
    const { PATH } = process.env;
    const real = nodeWorld({ folder, environment: { PATH, HOME: folder } });
    // What git takes for a hint in its own tests is not handed on with the other GIT_ variables.
    const run: typeof real.run = (call) =>
      real.run({ ...call, environment: { ...call.environment, GIT_TEST_ASSUME_DIFFERENT_OWNER } });
    const project = await openProject({ ...real, run });
    const { rows } = await examineProject(project, "1.2.3");
    const found = row(rows, "repository");
    expect(found).toMatchObject({ fitness: "broken", fact: "dubious ownership" });
    expect(found?.cure).toContain("safe.directory");
    expect(JSON.stringify(rows)).not.toContain("hunter2");
  });
});

describe("the state of a fleet", () => {
  it("is broken where the declaration is", async () => {
    const folder = testRepository({
      ...files,
      "fleet.config.yaml": config.replace("isAdmin", "isAdmn"),
    });
    expect(row(await examine(folder), "config")).toMatchObject({
      fitness: "broken",
      fact: "fleet.config.yaml, 1 error",
    });
  });

  it("is broken where fleet.json was edited, or does not say what is declared", async () => {
    const folder = testRepository({ ...files, "fleet.json": "{}\n" });
    expect(row(await examine(folder), "generated files")).toMatchObject({
      fitness: "broken",
      fact: "edited",
    });
  });

  it("is broken where the ledger is gone that git tracks", async () => {
    const folder = testRepository({ ...files, "fleet.lock.json": '{ "version": 1 }\n' });
    rmSync(join(folder, "fleet.lock.json"));
    expect(row(await examine(folder), "fleet.lock.json")).toMatchObject({
      fitness: "broken",
      fact: "cli/lock-missing",
    });
  });

  it.each([
    ["v1.2.3", "ok", "1.2.3"],
    ["v1.1.0", "warning", "1.1.0, command 1.2.3"],
    ["main", "ok", "revision 0123456"],
  ])("compares the flake's fleet (%s) with the command", async (ref, fitness, fact) => {
    const lock = {
      nodes: {
        root: { inputs: { fleet: "fleet_2" } },
        fleet_2: { original: { ref }, locked: { rev: "0123456789".repeat(4) } },
      },
      root: "root",
    };
    const folder = testRepository({ ...files, "flake.lock": JSON.stringify(lock) });
    expect(row(await examine(folder), "flake")).toMatchObject({ fitness, fact });
  });

  it.each([
    "",
    "[",
    '{"nodes":{"root":{"inputs":{"fleet":["a"]}}},"root":"root"}',
    '{"root":"__proto__"}',
  ])("takes a flake.lock that holds %s for one without fleet", async (text) => {
    const folder = testRepository({ ...files, "flake.lock": text });
    expect(row(await examine(folder), "flake")?.fact).toBe("no input");
  });
});

describe("caches", () => {
  it("are measured, and named with what removes them", async () => {
    const folder = testdir({ ".cache/fleet/compile/a/b": "x".repeat(2 ** 20) });
    const found = row(await examine(folder), "compiled code");
    expect(found).toMatchObject({ fact: "1.0 MiB", says: "1.0 MiB in ~/.cache/fleet/compile" });
    expect(found?.cure).toContain("rm -r -- ");
  });

  it("are a warning where they are switched off", async () => {
    const rows = await examine(testdir(), { NODE_DISABLE_COMPILE_CACHE: "1" });
    expect(row(rows, "compiled code")).toMatchObject({ fitness: "warning" });
  });
});
