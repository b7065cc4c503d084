// What the project's commands need on a machine that has only Node with npm, git and Debian's apt.
// Runs on the Node of the machine, which may be older than the one the project brings.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const bin = join(root, "node_modules", ".bin");

/** The Node that the project brings. */
export const node = join(bin, "node");

/** Runs a command to its end and passes its output on; stops with its exit code when it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    ...options,
    env: {
      ...process.env,
      PATH: `${bin}:${process.env.PATH}`,
      TURBO_TELEMETRY_DISABLED: "1",
      ...options.env,
    },
  });
  if (result.error !== undefined) fail(`${command} could not be started: ${result.error.message}`);
  if (result.status !== 0 && options.check !== false) process.exit(result.status ?? 1);
  return result;
}

/** Installs the dependencies of the lock file, unless they are there already. */
export function ensureDependencies() {
  if (existsSync(node) && isInstalledAsLocked()) return;
  say("Installing the dependencies (npm ci)…");
  run("npm", ["ci", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"], {
    stdio: ["ignore", 2, 2],
  });
}

/** npm notes in a hidden lock file what it has installed. */
function isInstalledAsLocked() {
  const hidden = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(hidden)) return false;
  const { packages: installed } = JSON.parse(readFileSync(hidden, "utf8"));
  const { packages: locked } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  return Object.entries(locked).every(
    ([path, { version, optional, link }]) =>
      !path.startsWith("node_modules/") ||
      link ||
      (installed[path] === undefined ? optional : installed[path].version === version),
  );
}

/** Installs Nix from Debian, unless there is one already. */
export function ensureNix() {
  if (isInstalled("nix")) return;
  installFromDebian("nix-bin", "nix", "https://nixos.org/download");
}

/** Installs the shells whose completions are tested, where Debian's apt can; elsewhere their tests are skipped. */
export function ensureShells() {
  if (!isInstalled("apt-get")) return;
  for (const shell of ["zsh", "fish"]) if (!isInstalled(shell)) installFromDebian(shell, shell, "");
}

/** Whether a command is in PATH. */
export function isInstalled(command) {
  return spawnSync(command, ["--version"], { stdio: "ignore" }).error === undefined;
}

export function installFromDebian(debianPackage, command, elsewhere) {
  if (!isInstalled("apt-get"))
    fail(`${command} is missing. Install it (${elsewhere}) and run this again.`);
  say(`Installing ${debianPackage} with apt…`);
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo"];
  for (const step of [
    ["update", "-qq"],
    ["install", "-y", "-qq", "--no-install-recommends", debianPackage],
  ]) {
    const [program, ...args] = [...asRoot, "apt-get", ...step];
    run(program, args, {
      stdio: ["inherit", "ignore", 2],
      env: { DEBIAN_FRONTEND: "noninteractive" },
    });
  }
}

/** Says something to the person at the terminal, apart from what a command prints. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Stops with a word on why. */
export function fail(text) {
  say(text);
  process.exit(2);
}
