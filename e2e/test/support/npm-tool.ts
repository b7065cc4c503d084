import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * A program of npm that tests run and that is too large for the lock file, at one version, in the cache of
 * the user's tools; undefined, with a word on it, where it cannot be fetched.
 */
export function fetchTool(name: string, version: string): string | undefined {
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  const folder = join(cache, "fleet", "tools", "npm", `${name}-${version}`);
  const program = join(folder, "node_modules", ".bin", name);
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  const options = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
  spawnSync("npm", ["install", "--prefix", folder, ...options, `${name}@${version}`], {
    cwd: folder,
    stdio: "ignore",
  });
  if (existsSync(program)) return program;
  process.stderr.write(`SKIPPED: the tests with ${name} ${version}, which cannot be fetched.\n`);
  return undefined;
}
