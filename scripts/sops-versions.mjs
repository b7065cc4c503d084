// Builds older sops beside the one of scripts/tools/go.mod, each into a folder of its own in the
// cache of the user: for the fixtures of their output, and for the differential test.
// Usage: node scripts/sops-versions.mjs [VERSION…]
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run, say } from "./ensure.mjs";
import { ensureGo, ensureSecretsTools, toolsBin, toolsCache } from "./go-tools.mjs";

/** The versions that are asked what they write, and how they read. The last is the one of go.mod. */
export const sopsVersions = [
  "3.7.3",
  "3.8.1",
  "3.9.4",
  "3.10.2",
  "3.11.0",
  "3.12.2",
  "3.13.0",
  "3.13.2",
];

/** The command of a version, whether it is there or not. */
export function sopsOfVersion(version) {
  if (version === sopsVersions.at(-1)) return join(toolsBin, "sops");
  return join(toolsCache, `sops-${version}`, "sops");
}

/** Builds the versions that are not there. */
export function ensureSopsVersions(versions = sopsVersions) {
  ensureSecretsTools();
  const missing = versions.filter((version) => !existsSync(sopsOfVersion(version)));
  if (missing.length === 0) return;
  const go = ensureGo();
  for (const version of missing) {
    const folder = join(toolsCache, `sops-${version}`);
    mkdirSync(folder, { recursive: true });
    say(`Building sops ${version} (go build)…`);
    build(go, version, folder);
  }
}

/** Builds a release with the checksums that it brings itself, as its makers do. */
function build(go, version, folder) {
  const module = version.startsWith("3.7.")
    ? "go.mozilla.org/sops/v3"
    : "github.com/getsops/sops/v3";
  const args = ["mod", "download", "-json", `${module}@v${version}`];
  const { stdout } = spawnSync(go, args, { cwd: folder, encoding: "utf8" });
  const { Dir: cwd, Error: problem } = JSON.parse(stdout);
  if (cwd === undefined) {
    say(`It is left out: ${problem}`);
    return;
  }
  const command = ["build", "-o", join(folder, "sops"), "./cmd/sops"];
  const options = {
    cwd,
    env: { GOFLAGS: "-buildvcs=false" },
    stdio: ["ignore", 2, 2],
    check: false,
  };
  if (run(go, command, options).status !== 0) say("It could not be built, and is left out.");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const named = process.argv.slice(2);
  ensureSopsVersions(named.length === 0 ? sopsVersions : named);
}
