import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { copyAsRepository, root } from "./support/command.ts";
import { fetchTool } from "./support/npm-tool.ts";

const lefthook = fetchTool("lefthook", "2.2.2");
const page = readFileSync(join(root, "docs", "ci.md"), "utf8");
const [, snippet = ""] = /```yaml\n# lefthook\.yml\n([\s\S]*?)```/.exec(page) ?? [];

test.skipIf(lefthook === undefined)(
  "the hook of lefthook lets right commits through, and no others",
  () => {
    const folder = copyAsRepository("examples", "family");
    const bin = join(folder, ".git", "bin");
    mkdirSync(bin);
    const main = join(root, "packages", "cli", "dist", "main.js");
    writeFileSync(join(bin, "fleet"), `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`);
    chmodSync(join(bin, "fleet"), 0o755);
    writeFileSync(join(folder, "lefthook.yml"), snippet);
    const env = {
      ...process.env,
      PATH: [bin, dirname(lefthook ?? ""), process.env["PATH"]].join(":"),
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_AUTHOR_NAME: "keith",
      GIT_AUTHOR_EMAIL: "keith@example.org",
      GIT_COMMITTER_NAME: "keith",
      GIT_COMMITTER_EMAIL: "keith@example.org",
    };
    const run = (command: string, ...args: readonly string[]) =>
      spawnSync(command, args, { cwd: folder, env, encoding: "utf8" });
    expect(run(lefthook ?? "", "install")).toMatchObject({ status: 0 });
    run("git", "add", "--all");
    const first = run("git", "commit", "-m", "a fleet");
    expect(first.stderr + first.stdout).toContain("fleet.config.ts: nothing wrong with 2 hosts.");
    expect(first.status).toBe(0);
    const config = join(folder, "fleet.config.ts");
    const text = readFileSync(config, "utf8");
    writeFileSync(config, text.replace('fullName: "Keith"', 'fullName: "Keith F."'));
    expect(readFileSync(config, "utf8")).not.toBe(text);
    run("git", "add", "--all");
    const second = run("git", "commit", "-m", "without generate");
    expect(second.status).not.toBe(0);
    expect(second.stderr + second.stdout).toContain("fleet.json");
    expect(run("fleet", "generate")).toMatchObject({ status: 0 });
    run("git", "add", "--all");
    expect(run("git", "commit", "-m", "with it")).toMatchObject({ status: 0 });
  },
);
