import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { commitAll, copyCheckout, git } from "../support/checkout-copy.ts";
import { type Outcome, root, run } from "../support/command.ts";
import { type StandInRegistry, startStandIn } from "../support/stand-in-registry.ts";

const { listPublished } = await import(join(root, "scripts/release/packages.mjs"));
const { scope } = JSON.parse(readFileSync(join(root, "identity.json"), "utf8"));
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
    "a commit that no branch has",
    () => {
      git(checkout, "switch", "--quiet", "--detach");
      commit("new.txt", "");
    },
    "0.4.0 is not released from a commit without a branch that no branch of origin has.",
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

test("without git, that is what is missing", () => {
  vi.stubEnv("PATH", "");
  const { status, stderr } = release("--no-provenance");
  vi.unstubAllEnvs();
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringMatching(/^git is missing\. /),
  });
});

describe("a version of which origin has the tag", () => {
  let registry: StandInRegistry;
  beforeAll(async () => {
    git(checkout, "push", "--quiet", "origin", "main:refs/tags/v0.4.0");
    registry = await startStandIn();
    vi.stubEnv("npm_config_registry", registry.url);
    vi.stubEnv(`npm_config_${scope}:registry`, registry.url);
  });
  afterEach(() => {
    git(
      checkout,
      "push",
      "--quiet",
      "--force",
      "origin",
      `${ready}:main`,
      `${ready}:refs/tags/v0.4.0`,
    );
    restore();
  });
  afterAll(() => {
    registry.stop();
    vi.unstubAllEnvs();
  });
  const released = {
    status: 0,
    stdout: "",
    stderr: "0.4.0 is released: origin has v0.4.0. Nothing to do.\n",
  };

  test("is released where the registry has it, also on a later commit", () => {
    registry.publish(names(), "0.4.0");
    expect(release("--no-provenance")).toEqual(released);
    commit("new.txt", "");
    git(checkout, "push", "--quiet", "origin", "main");
    expect(release("--no-provenance")).toEqual(released);
  });

  test("is released on its own commit without a branch, when main has the next changes", () => {
    registry.publish(names(), "0.4.0");
    commit(".changeset/some-change.md", "---\n---\n\nSomething.\n");
    git(checkout, "push", "--quiet", "origin", "main");
    expect(release("--no-provenance")).toMatchObject({ status: 2 });
    git(checkout, "checkout", "--quiet", ready);
    expect(release("--no-provenance")).toEqual(released);
  });

  test("is not released where the registry has not got all of it", () => {
    registry.publish(names().slice(1), "0.4.0");
    commit("new.txt", "");
    git(checkout, "push", "--quiet", "origin", "main");
    const { status, stderr } = release("--no-provenance");
    expect(status).toBe(2);
    expect(stderr).toBe(
      `origin has v0.4.0 at another commit, ${ready}, and ${registry.url} has no 0.4.0 of ${names()[0]}. If that commit is the release, run this on it: git checkout ${ready}. Else take the tag back: git push --delete origin v0.4.0\n`,
    );
  });

  test("is not released where the tag is at a commit from which this one does not come", () => {
    registry.publish(names(), "0.4.0");
    git(checkout, "switch", "--quiet", "--create", "elsewhere");
    commit("new.txt", "");
    git(checkout, "push", "--quiet", "--force", "origin", "HEAD:refs/tags/v0.4.0");
    git(checkout, "switch", "--quiet", "main");
    git(checkout, "branch", "--quiet", "-D", "elsewhere");
    const { status, stderr } = release("--no-provenance");
    expect(status).toBe(2);
    expect(stderr).toContain("origin has v0.4.0 at another commit, ");
    expect(stderr).toContain(`${registry.url} has everything.`);
  });

  test("is not known to be released where the registry says nothing", () => {
    vi.stubEnv("npm_config_registry", "http://127.0.0.1:9");
    vi.stubEnv(`npm_config_${scope}:registry`, "http://127.0.0.1:9");
    const { status, stderr } = release("--no-provenance");
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^origin has v0\.4\.0\. The registry .* does not answer \(.*\)\. This run/,
    );
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

/** The names of what is published, in its order. */
function names(): readonly string[] {
  return listPublished(checkout).map(
    ({ manifest }: { readonly manifest: { readonly name: string } }) => manifest.name,
  );
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
