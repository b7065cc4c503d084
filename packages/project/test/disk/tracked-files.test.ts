import { execFileSync } from "node:child_process";
import { appendFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { git, testdir, testRepository, writeFiles } from "@fleet/test-kit";
import { afterEach, describe, expect, it, vi } from "vitest";
import { listTrackedFiles } from "../../src/disk/tracked-files.ts";
import { nodeWorld } from "../../src/node/index.ts";

const world = nodeWorld();

const files = { "a.nix": "", "systems/b.nix": "", "systems/hosts/c.nix": "" };
const list = async (folder: string) => {
  const { tracked, diagnostics } = await listTrackedFiles(world, folder);
  expect(diagnostics).toEqual([]);
  return tracked === undefined ? undefined : [...tracked].sort();
};

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("listTrackedFiles", () => {
  it("knows nothing outside of a repository", async () => {
    expect(await list(testdir(files))).toBeUndefined();
  });

  it("lists what is tracked below a folder, by paths from it", async () => {
    const folder = testRepository(files);
    writeFiles(folder, { "untracked.nix": "" });
    expect(await list(folder)).toEqual(Object.keys(files));
    expect(await list(join(folder, "systems"))).toEqual(["b.nix", "hosts/c.nix"]);
  });

  it.each(["HEAD", "index", "config", "commondir", "packed-refs"])(
    "waits for nothing where .git/%s is a pipe or a device",
    async (name) => {
      for (const make of [
        (path: string) => execFileSync("mkfifo", [path]),
        (path: string) => symlinkSync("/dev/zero", path),
      ]) {
        const folder = testRepository(files);
        // Of such a repository git itself would be asked.
        appendFileSync(join(folder, ".git", "config"), "[include]\n  path = nothing\n");
        const path = join(folder, ".git", name);
        rmSync(path, { force: true });
        make(path);
        const started = performance.now();
        const { tracked, diagnostics } = await listTrackedFiles(world, folder);
        expect(performance.now() - started).toBeLessThan(5000);
        expect(tracked).toBeUndefined();
        expect(diagnostics).toMatchObject([
          { code: "cli/git-failed", message: expect.stringContaining(`.git/${name}`) },
        ]);
      }
    },
  );

  it("finds nothing tracked in a repository without an index", async () => {
    const folder = testdir(files);
    git(folder, "init", "--quiet");
    expect(await list(folder)).toEqual([]);
  });

  it("reads the index of a work tree of its own", async () => {
    const folder = testRepository(files);
    git(folder, "commit", "--quiet", "-m", "first");
    git(folder, "worktree", "add", "--quiet", "other");
    git(join(folder, "other"), "rm", "--quiet", "a.nix");
    expect(await list(join(folder, "other"))).toEqual(["systems/b.nix", "systems/hosts/c.nix"]);
  });

  it.each([
    ["a split index", (folder: string) => git(folder, "update-index", "--split-index")],
    ["settings in other files", (folder: string) => git(folder, "config", "include.path", "other")],
  ])("asks git where the repository has %s", async (_, prepare) => {
    const folder = testRepository(files);
    prepare(folder);
    expect(await list(join(folder, "systems"))).toEqual(["b.nix", "hosts/c.nix"]);
  });

  it("asks git where objects have other hashes", async () => {
    const folder = testdir(files);
    git(folder, "init", "--quiet", "--object-format=sha256");
    git(folder, "add", "--all");
    expect(await list(folder)).toEqual(Object.keys(files));
  });

  it("is not misled by the variables of a hook, and runs no program of the repository's", async () => {
    const folder = testRepository(files);
    git(folder, "update-index", "--split-index");
    git(folder, "config", "core.fsmonitor", "touch ran; false");
    vi.stubEnv("GIT_DIR", join(testRepository({ "x.nix": "" }), ".git"));
    vi.stubEnv("GIT_INDEX_FILE", "/nowhere");
    expect(await list(folder)).toEqual(Object.keys(files));
  });

  it.each([
    ["its index is read", () => ""],
    ["git is asked", (folder: string) => git(folder, "config", "include.path", "other")],
  ])("says what is in conflict, where %s", async (_, prepare) => {
    const folder = testRepository(files);
    prepare(folder);
    const oid = git(folder, "hash-object", "-w", "a.nix").trim();
    const sides = [2, 3].map((stage) => `100644 ${oid} ${stage}\tsystems/b.nix\n`).join("");
    const input = `0 ${"0".repeat(40)}\tsystems/b.nix\n${sides}`;
    execFileSync("git", ["update-index", "--index-info"], { cwd: folder, input });
    expect(await list(folder)).toEqual(Object.keys(files));
    const found = async (root: string) => (await listTrackedFiles(world, root)).unmerged;
    expect(await found(folder)).toEqual(new Set(["systems/b.nix"]));
    expect(await found(join(folder, "systems"))).toEqual(new Set(["b.nix"]));
  });

  it("warns where git has to be asked and does not answer", async () => {
    const folder = testRepository(files);
    git(folder, "config", "include.path", "other");
    git(folder, "config", "core.repositoryformatversion", "99");
    const { tracked, diagnostics } = await listTrackedFiles(world, folder);
    expect(tracked).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: "cli/git-failed", severity: "warning" }]);
  });
});
