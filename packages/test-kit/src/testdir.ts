import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** What a folder of a test holds: texts or bytes, by paths from it. */
export type TestFiles = Readonly<Record<string, string | Uint8Array>>;

/** A folder with files, without symbolic links in its path, that is gone when the test ends. */
export function testdir(files: TestFiles = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "fleet-test-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFiles(folder, files);
  return folder;
}

/** The same as a git repository in which everything is tracked. */
export function testRepository(files: TestFiles = {}): string {
  const folder = testdir(files);
  git(folder, "init", "--quiet");
  git(folder, "add", "--all");
  return folder;
}

/** Puts files into a folder. */
export function writeFiles(folder: string, files: TestFiles): void {
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), contents);
  }
}

/** Runs git in a folder, apart from what its user has configured, and gives what it prints. */
export function git(folder: string, ...args: readonly string[]): string {
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "keith",
    GIT_AUTHOR_EMAIL: "keith@example.org",
    GIT_COMMITTER_NAME: "keith",
    GIT_COMMITTER_EMAIL: "keith@example.org",
  };
  return execFileSync("git", args, { cwd: folder, env, encoding: "utf8" });
}

/** How a run of the command ended. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const cache = join(tmpdir(), `fleet-test-cache-${process.getuid?.()}`);

/** Starts a program of ours in a folder, from its sources, and waits for its end. */
export function spawnSource(
  main: string,
  folder: string,
  { args, env = {} }: { args: readonly string[]; env?: Readonly<Record<string, string>> },
): Run {
  const { PATH, HOME } = process.env;
  return spawnSync(process.execPath, ["--conditions=@fleet/source", main, ...args], {
    cwd: folder,
    env: { PATH, HOME, FLEET_CACHE_DIR: cache, ...env },
    encoding: "utf8",
    timeout: 60_000,
  });
}
