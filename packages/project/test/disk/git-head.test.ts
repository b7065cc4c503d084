import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { git, testRepository } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { readAtHead } from "../../src/disk/git-head.ts";
import { nodeWorld } from "../../src/node/index.ts";

const read = (folder: string, path: string) => {
  const { PATH, HOME } = process.env;
  return readAtHead(nodeWorld({ folder, environment: { PATH, HOME } }), folder, path);
};

function committed(files: Readonly<Record<string, string>>): string {
  const folder = testRepository(files);
  git(folder, "commit", "--quiet", "--message", "all");
  return folder;
}

describe("the text of a file in the last commit", () => {
  it("is what was committed, whatever became of it since", async () => {
    const folder = committed({ "a.txt": "then\n", "sub/b.txt": "below\n" });
    writeFileSync(join(folder, "a.txt"), "now\n");
    git(folder, "add", "a.txt");
    expect(await read(folder, "a.txt")).toBe("then\n");
    expect(await read(join(folder, "sub"), "b.txt")).toBe("below\n");
  });

  it("is nothing where there is no such file, no commit or no repository", async () => {
    expect(await read(committed({ "a.txt": "" }), "b.txt")).toBeUndefined();
    expect(await read(testRepository({ "a.txt": "" }), "a.txt")).toBeUndefined();
  });

  it("is not fetched where it is missing", async () => {
    const folder = committed({ "a.txt": "then\n" });
    const blob = git(folder, "rev-parse", "HEAD:a.txt").trim();
    rmSync(join(folder, ".git/objects", blob.slice(0, 2), blob.slice(2)), { force: true });
    const ran = join(folder, "ran");
    git(folder, "config", "core.repositoryFormatVersion", "1");
    git(folder, "config", "extensions.partialClone", "origin");
    git(folder, "config", "remote.origin.promisor", "true");
    git(folder, "config", "remote.origin.url", `ext::sh -c touch% ${ran}`);
    git(folder, "config", "protocol.ext.allow", "always");
    expect(await read(folder, "a.txt")).toBeUndefined();
    expect(existsSync(ran)).toBe(false);
  });
});
