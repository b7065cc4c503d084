// sops, ssh-to-age and actionlint, at the versions of scripts/tools/go.mod, in the cache of the user.
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { explainFailure } from "./ensure/failure.mjs";
import { ensureTool, fail, hasTool, isInstalled, root, run, say } from "./ensure.mjs";

/** The folder of all that is built or fetched for the tests. */
export const toolsCache = join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"),
  "fleet",
  "tools",
);

/** The folder of the commands. */
export const toolsBin = join(toolsCache, "bin");

/** The Go that is fetched where the machine's own cannot fetch one by itself. */
const toolchain = "v0.0.1-go1.25.8";

/**
 * Installs what the tests of secrets and workflows run: age from the packager, the others from the Go
 * module proxy.
 */
export function ensureSecretsTools() {
  ensureTool("age");
  ensureGoTools();
}

/** Builds the tools, unless these versions are there already. */
function ensureGoTools() {
  const folder = join(root, "scripts", "tools");
  const wanted = readFileSync(join(folder, "go.sum"), "utf8");
  const stamp = join(toolsCache, "go.sum");
  const isThere = ["actionlint", "sops", "ssh-to-age"].every((name) =>
    existsSync(join(toolsBin, name)),
  );
  if (isThere && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  // A shell of Nix has both, and no need of Go.
  if (!hasTool("go") && isInstalled("sops") && isInstalled("ssh-to-age")) {
    say(
      "The tests take sops and ssh-to-age from PATH, whatever their versions: there is no Go to build ours.",
    );
    return;
  }
  const go = ensureGo();
  say("Building sops, ssh-to-age and actionlint (go install)…");
  makeFolder(toolsBin);
  const env = { GOBIN: toolsBin, GOFLAGS: "-mod=readonly" };
  runGo(go, ["install", "tool"], { cwd: folder, env });
  writeFileSync(stamp, wanted);
}

function makeFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    fail(
      `${folder} cannot be made (${error.code}). Tools are built there: name another folder in XDG_CACHE_HOME, and run this again.`,
    );
  }
}

/** Go says on stderr what failed. */
function runGo(go, args, options) {
  const { status, stderr } = run(go, args, {
    ...options,
    stdio: ["ignore", 2, "pipe"],
    encoding: "utf8",
    check: false,
  });
  if (status === 0) return;
  const place = { folder: toolsCache, source: "The Go module proxy" };
  fail(explainFailure(`go ${args.join(" ")}`, stderr, place));
}

/** A Go that can build the tools. From 1.21 on, Go fetches the version that a module asks for. */
export function ensureGo() {
  const version = versionOf("go");
  if (version !== undefined && version >= 21) return "go";
  if (version === undefined) ensureTool("go");
  return (versionOf("go") ?? 0) >= 21 ? "go" : fetchToolchain();
}

function versionOf(go) {
  const { stdout } = spawnSync(go, ["version"], { encoding: "utf8" });
  const [, minor] = /go1\.(\d+)/.exec(stdout ?? "") ?? [];
  return minor === undefined ? undefined : Number(minor);
}

/** An older Go can still fetch a newer one as a module, but leaves it without permission to run. */
function fetchToolchain() {
  const arch = { x64: "amd64", arm64: "arm64" }[process.arch];
  const modules = join(toolsCache, "modules");
  makeFolder(modules);
  say("Fetching a newer Go…");
  const module = `golang.org/toolchain@${toolchain}.${process.platform}-${arch}`;
  const env = { GOMODCACHE: modules, GO111MODULE: "on" };
  runGo("go", ["mod", "download", module], { cwd: modules, env });
  const folder = join(modules, ...module.split("/"));
  for (const sub of ["bin", join("pkg", "tool", `${process.platform}_${arch}`)]) {
    for (const name of readdirSync(join(folder, sub))) chmodSync(join(folder, sub, name), 0o755);
  }
  return join(folder, "bin", "go");
}
