import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { copyCheckout, git } from "../support/checkout-copy.ts";
import { type Outcome, root, run } from "../support/command.ts";

const { owner, repository } = JSON.parse(readFileSync(join(root, "identity.json"), "utf8"));

test("everything repeats what identity.json says", () => {
  expect(identity(root, "--check")).toMatchObject({ status: 0 });
});

describe("in a copy of the checkout", () => {
  const folder = copyCheckout();

  test.each([
    [["--owner", "two words"], "no login of GitHub"],
    [["--owner", "a/b"], "no login of GitHub"],
    [["--owner", "$&"], "no login of GitHub"],
    [["--owner", ""], "no login of GitHub"],
    [["--owner=-a"], "no login of GitHub"],
    [["--repository", "keith/fleet/more"], "no repository of GitHub"],
    [["--repository", "keith/.."], "no repository of GitHub"],
    [["--repository", "keith/fleet.git"], "no repository of GitHub"],
    [["--repository", 'keith/"fleet"'], "no repository of GitHub"],
    [["--owner", "ada", "--repository", "keith/fleet"], 'is not "ada"\'s'],
    [["--scope", "fleet"], "no scope of npm"],
    [["--scope", "@Fleet"], "no scope of npm"],
    [["--scope", "@a/b"], "no scope of npm"],
    [["--scope", "@$&"], "no scope of npm"],
    [["--scope", "@types"], "is the scope of @types/"],
    [["--scope", "@biomejs"], "is the scope of @biomejs/biome"],
    [["--scope", "@changesets"], "is the scope of @changesets/"],
    [["--scope", "@typescript"], "is the scope of @typescript/"],
    [["--owner", "keith", "--scope", "@esbuild"], "is the scope of @esbuild/"],
    [["--name", "other"], "--name"],
  ])("%j is refused with a sentence, and nothing is written", (args, sentence) => {
    const { status, stderr } = identity(folder, ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain("    at ");
    expect(git(folder, "status", "--porcelain")).toBe("");
  });

  test.each<[string, string, string, RegExp]>([
    ["git", "PATH", "", /^git is missing\. /],
    [
      "a repository of git",
      "GIT_DIR",
      "gone",
      /^git does not say which files .* Run this in a clone/,
    ],
  ])("without %s, nothing is written", (_, variable, value, sentence) => {
    vi.stubEnv(variable, value);
    const said = [["--owner", "keith"], ["--check"]].map((args) => identity(folder, ...args));
    vi.unstubAllEnvs();
    for (const { status, stderr } of said) {
      expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(sentence) });
    }
    expect(git(folder, "status", "--porcelain")).toBe("");
  });

  test("each place that disagrees is named, with the command that mends it", () => {
    edit("README.md", (text) => text.replace(`github:${repository}`, "github:ada/fleet"));
    edit("packages/core/package.json", (text) => text.replace(`${repository}/issues`, "x/y"));
    const { status, stderr } = identity(folder, "--check");
    expect(status).toBe(2);
    expect(stderr).toMatch(/README\.md:\d+: names ada\/fleet/);
    expect(stderr).toContain("packages/core/package.json: bugs is not ");
    expect(stderr).toContain("npm run identity\n");
    git(folder, "checkout", "--quiet", ".");
  });

  test("what was changed by hand in identity.json is written everywhere", () => {
    edit("identity.json", (text) => text.replaceAll(owner, "keith-2"));
    expect(identity(folder)).toMatchObject({ status: 0 });
    expect(git(folder, "grep", "--count", "keith-2/fleet", "README.md")).not.toBe("");
    expect(readFileSync(join(folder, "packages/cli/package.json"), "utf8")).toContain(
      '"url": "git+https://github.com/keith-2/fleet.git"',
    );
    expect(identity(folder, "--check")).toMatchObject({ status: 0 });
    expect(identity(folder)).toMatchObject({
      stderr: expect.stringContaining(": 0 files written"),
    });
  });

  function edit(path: string, change: (text: string) => string): void {
    const file = join(folder, path);
    writeFileSync(file, change(readFileSync(file, "utf8")));
  }
});

/** Runs `npm run identity -- ARGS` in a checkout. */
function identity(folder: string, ...args: readonly string[]): Outcome {
  return run(process.execPath, [join(folder, "scripts/identity.mjs"), ...args], folder);
}
