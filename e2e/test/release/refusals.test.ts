import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { commitAll, copyCheckout, git } from "../support/checkout-copy.ts";
import { type Outcome, root, run } from "../support/command.ts";

const checkout = copyCheckout();
const origin = join(checkout, ".git", "origin.git");

/** The state from which everything is there for a release but what a test takes away. */
let ready: string;

beforeAll(() => {
  edit("identity.json", (text) => text.replaceAll(JSON.parse(text).owner, "keith"));
  run(process.execPath, [join(checkout, "scripts/identity.mjs")], checkout);
  rmSync(join(checkout, ".changeset"), { recursive: true });
  writeFileSync(join(checkout, "CHANGELOG.md"), "# Changelog\n\n## 0.4.0\n\nEverything.\n");
  for (const name of packages()) {
    edit(`packages/${name}/package.json`, (text) =>
      text.replace(/"version": ".*"/, '"version": "0.4.0"'),
    );
  }
  git(checkout, "init", "--quiet", "--bare", origin);
  git(checkout, "remote", "add", "origin", origin);
  write(".changeset/config.json", readFileSync(join(root, ".changeset/config.json"), "utf8"));
  commitAll(checkout);
  git(checkout, "push", "--quiet", "origin", "main");
  ready = git(checkout, "rev-parse", "HEAD").trim();
});

test.each<[string, () => void, string]>([
  [
    "an owner that nobody named",
    () => edit("identity.json", (text) => text.replaceAll("keith", "OWNER")),
    "Nobody publishes this yet: the owner in identity.json is OWNER. Say who: npm run identity -- --owner",
  ],
  [
    "changes that are in no commit",
    () => write("new.txt", ""),
    "The checkout has changes that are in no commit:\n?? new.txt\nCommit them",
  ],
  [
    "another branch",
    () => git(checkout, "switch", "--quiet", "--create", "mine"),
    "0.4.0 is not released from mine. Releases come from main",
  ],
  [
    "a commit without a branch",
    () => git(checkout, "switch", "--quiet", "--detach"),
    "0.4.0 is not released from a commit without a branch.",
  ],
  [
    "the branch of prereleases",
    () => git(checkout, "switch", "--quiet", "--create", "next"),
    "0.4.0 is not released from next.",
  ],
  [
    "the branch of patches of another version",
    () => git(checkout, "switch", "--quiet", "--create", "0.3.x"),
    "0.4.0 is not released from 0.3.x.",
  ],
  [
    "changes that no version took in",
    () => commit(".changeset/some-change.md", "---\n---\n\nSomething.\n"),
    "No version has these changes yet: .changeset/some-change.md. Merge the pull request",
  ],
  [
    "a version that the changelog does not know",
    () => commit("CHANGELOG.md", "# Changelog\n\n## 0.3.0\n\nEverything.\n"),
    "CHANGELOG.md says nothing of 0.4.0. Run: npm run version-packages",
  ],
  [
    "packages of two versions",
    () => edit("packages/core/package.json", (text) => text.replace("0.4.0", "0.4.1")),
    "The packages are not of one version: ",
  ],
  [
    "a commit that origin has not got",
    () => commit("new.txt", ""),
    "The commit is not in origin's main. Push it first: git push origin main",
  ],
  [
    "an origin that is not there",
    () => git(checkout, "remote", "set-url", "origin", join(checkout, "gone")),
    "The branch main cannot be fetched from origin.",
  ],
])("%s is no release", (_, change, sentence) => {
  change();
  const { status, stdout, stderr } = release("--no-provenance");
  restore();
  expect(stderr).toContain(sentence);
  expect(stderr).not.toContain("    at ");
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
});

test("without the workflow, nothing is published but where that is said", () => {
  expect(release()).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("npm run release -- --no-provenance"),
  });
});

test("an option that there is not is named, with those that there are", () => {
  const { status, stderr } = release("--force");
  expect(status).toBe(2);
  expect(stderr).toMatch(/--force.*\n.*\[--dry-run\] \[--no-provenance\]/s);
});

test("a version that is tagged is released already", () => {
  git(checkout, "push", "--quiet", "origin", "main:refs/tags/v0.4.0");
  expect(release("--no-provenance")).toMatchObject({
    status: 0,
    stderr: "0.4.0 is released: origin has v0.4.0. Nothing to do.\n",
  });
});

test("the notes of a release are what the changelog says of it", () => {
  expect(release("--notes")).toEqual({ status: 0, stdout: "Everything.\n", stderr: "" });
});

function release(...args: readonly string[]): Outcome {
  return run(process.execPath, [join(checkout, "scripts/release.mjs"), ...args], checkout);
}

function restore(): void {
  git(checkout, "switch", "--quiet", "--discard-changes", "main");
  git(checkout, "reset", "--quiet", "--hard", ready);
  git(checkout, "clean", "--quiet", "-d", "--force");
  git(checkout, "remote", "set-url", "origin", origin);
}

function packages(): readonly string[] {
  return git(checkout, "ls-files", "packages/*/package.json")
    .split("\n")
    .flatMap((path) => path.split("/")[1] ?? []);
}

function commit(path: string, text: string): void {
  write(path, text);
  commitAll(checkout);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(checkout, path)), { recursive: true });
  writeFileSync(join(checkout, path), text);
}

function edit(path: string, change: (text: string) => string): void {
  write(path, change(readFileSync(join(checkout, path), "utf8")));
}
