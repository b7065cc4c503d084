import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fc, it } from "@fast-check/vitest";
import { git, testdir, testRepository, writeFiles } from "@fleet/test-kit";
import { describe, expect } from "vitest";
import { parseGitIndex } from "../../src/disk/git-index.ts";

const readIndex = (folder: string) => readFileSync(join(folder, ".git", "index"));
const askGit = (folder: string) => git(folder, "ls-files", "-z").split("\0").slice(0, -1);
const name = fc.stringMatching(/^[a-zA-Z0-9 ä✓_-]{1,40}$/);
const paths = fc.uniqueArray(
  fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => `${parts.join("/")}.nix`),
  { minLength: 1, maxLength: 20 },
);

describe("parseGitIndex", () => {
  it.prop([paths, fc.constantFrom("2", "3", "4")], { numRuns: 15 })(
    "lists what git lists, in every version of the format",
    (names, version) => {
      const folder = testRepository(Object.fromEntries(names.map((path) => [path, "{ }"])));
      git(folder, "update-index", "--index-version", version);
      expect(parseGitIndex(readIndex(folder))?.paths).toEqual(askGit(folder));
      rmSync(folder, { recursive: true });
    },
  );

  it("knows files that are only announced, unmerged ones, and long names", () => {
    const long = `${"a/".repeat(30)}${"b".repeat(200)}/${"c".repeat(200)}${"d".repeat(30)}`;
    const folder = testRepository({ [`${long}.nix`]: "", "a.nix": "1" });
    writeFiles(folder, { "new.nix": "" });
    git(folder, "add", "--intent-to-add", "new.nix");
    expect(parseGitIndex(readIndex(folder))?.paths).toEqual(askGit(folder));
    const oid = git(folder, "hash-object", "-w", "a.nix").trim();
    git(folder, "update-index", "--add", "--cacheinfo", `100644,${oid},c.nix`);
    const stages = [1, 2, 3].map((stage) => `100644 ${oid} ${stage}\tb.nix`).join("\n");
    execFileSync("git", ["update-index", "--index-info"], { cwd: folder, input: `${stages}\n` });
    expect(askGit(folder).filter((path) => path === "b.nix")).toHaveLength(3);
    for (const version of ["2", "4"]) {
      git(folder, "update-index", "--index-version", version);
      const index = parseGitIndex(readIndex(folder));
      expect(index?.paths).toEqual(askGit(folder));
      expect(index?.unmerged).toEqual(new Set(["b.nix"]));
    }
  });

  it("knows what git has of a file, and whether that is what the last commit has", () => {
    const folder = testRepository({ "a.nix": "1", "b/c.nix": "2" });
    const read = () => parseGitIndex(readIndex(folder));
    expect(read()?.isWhole).toBe(false);
    git(folder, "commit", "--quiet", "-m", "all");
    expect(read()?.isWhole).toBe(true);
    expect(read()?.blobOf("b/c.nix")).toBe(git(folder, "rev-parse", "HEAD:b/c.nix").trim());
    expect(read()?.blobOf("d.nix")).toBeUndefined();
    writeFiles(folder, { "b/c.nix": "3" });
    expect(read()?.isWhole).toBe(true);
    git(folder, "add", "b/c.nix");
    expect(read()?.isWhole).toBe(false);
    git(folder, "commit", "--quiet", "-m", "more");
    expect(read()?.isWhole).toBe(true);
  });

  it("leaves split and sparse indexes to git", () => {
    const folder = testRepository({ "a.nix": "", "b/c.nix": "" });
    git(folder, "update-index", "--split-index");
    expect(parseGitIndex(readIndex(folder))).toBeUndefined();
    const sparse = testRepository({ "a.nix": "", "b/c.nix": "" });
    git(sparse, "commit", "--quiet", "-m", "first");
    git(sparse, "sparse-checkout", "init", "--cone", "--sparse-index");
    expect(parseGitIndex(readIndex(sparse))).toBeUndefined();
  });

  it("takes nothing else for an index", () => {
    const bytes = readIndex(testRepository({ "a.nix": "", "b.nix": "" }));
    expect(parseGitIndex(Buffer.alloc(0))).toBeUndefined();
    expect(parseGitIndex(Buffer.from("DIRC"))).toBeUndefined();
    for (let length = 0; length < bytes.length; length++) {
      expect(parseGitIndex(bytes.subarray(0, length))).toBeUndefined();
    }
    expect(testdir()).toBeDefined();
  });
});
