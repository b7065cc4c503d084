// The registry that the release is tried against, in the cache of the user: at the version of
// scripts/tools/registry, apart from what the project itself depends on.
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { explainFailure } from "../ensure/failure.mjs";
import { npm } from "../ensure/npm.mjs";
import { fail, root, say } from "../ensure.mjs";
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
  const problem = npm(["ci", "--ignore-scripts"], registryFolder);
  if (problem !== undefined) {
    const place = { folder: registryFolder, source: "The registry of npm" };
    fail(explainFailure("Installing the registry of the tests with npm", problem, place));
  }
  copyFileSync(join(source, "package-lock.json"), stamp);
}
