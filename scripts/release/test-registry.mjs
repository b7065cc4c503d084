// The registry that the release is tried against, in the cache of the user: at the version of
// scripts/tools/registry, apart from what the project itself depends on.
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, run, say } from "../ensure.mjs";
import { toolsCache } from "../go-tools.mjs";

/** Where the registry is installed. */
const registryFolder = join(toolsCache, "registry");

/** Installs the registry, unless this version is there already. */
export function ensureRegistry() {
  const source = join(root, "scripts", "tools", "registry");
  const lock = readFileSync(join(source, "package-lock.json"), "utf8");
  const stamp = join(registryFolder, "installed.json");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  say("Installing the registry of the tests (npm ci)…");
  mkdirSync(registryFolder, { recursive: true });
  for (const name of ["package.json", "package-lock.json"]) {
    copyFileSync(join(source, name), join(registryFolder, name));
  }
  const options = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"];
  run("npm", ["ci", ...options, "--loglevel=error"], {
    cwd: registryFolder,
    stdio: ["ignore", 2, 2],
  });
  copyFileSync(join(source, "package-lock.json"), stamp);
}
