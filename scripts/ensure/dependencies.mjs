// The dependencies of the lock file, and a Node that runs them.
import { existsSync, lstatSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { explainFailure } from "./failure.mjs";
import { ensureLinter } from "./linter.mjs";
import { canStartForeignPrograms, findNodes, lookAtMachine, versionOfNode } from "./machine.mjs";
import { chooseNode, isRecent } from "./node-choice.mjs";
import { npm } from "./npm.mjs";
import { fail, say } from "./output.mjs";
import { node, root } from "./programs.mjs";
import { describeNodeRemedy } from "./tool-plan.mjs";

const modules = join(root, "node_modules");
const bundled = join(modules, "node", "bin", "node");

/** Installs the dependencies of the lock file and settles on a Node, unless both is done already. */
export function ensureDependencies() {
  if (!isInstalledAsLocked()) installDependencies();
  if (!hasNode()) settleOnNode();
}

/** npm notes in a hidden lock file what it has installed. One that was killed leaves none, or half of one. */
function isInstalledAsLocked() {
  const installed = readPackages(join(modules, ".package-lock.json"));
  if (installed === undefined) return false;
  const locked = readPackages(join(root, "package-lock.json")) ?? {};
  return Object.entries(locked).every(
    ([path, { version, optional, link }]) =>
      !path.startsWith("node_modules/") ||
      link ||
      (installed[path] === undefined ? optional : installed[path].version === version),
  );
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/**
 * No script of a dependency is run: they would run on the Node that npm has just put into place, and
 * where that cannot start, npm would undo all. esbuild's only saves time; that of `node` is run by itself.
 */
function installDependencies() {
  // `npm ci` begins by deleting what is there; what is only outdated is brought up to date in place,
  // which is undone as a whole where it fails.
  const isOutdated = existsSync(join(modules, ".package-lock.json"));
  const command = isOutdated ? ["install", "--no-save"] : ["ci"];
  say(`Installing the dependencies (npm ${command[0]})…`);
  const problem = npm([...command, "--ignore-scripts"]);
  if (problem !== undefined) failToInstall(`npm ${command[0]}`, problem);
  if (!isInstalledAsLocked()) failToInstall(`npm ${command[0]}`, "Not all of it arrived.");
}

function failToInstall(tried, problem) {
  fail(explainFailure(tried, problem, { folder: root, source: "The registry of npm" }));
}

/** Whether the link to Node leads to one that runs the project. The one that runs this need not be asked. */
function hasNode() {
  if (!existsSync(node)) return false;
  const version = realpathSync(node) === process.execPath ? process.version : versionOfNode(node);
  return isRecent(version);
}

function settleOnNode() {
  const machine = findNodes();
  const problem = fetchBundled();
  const choice = chooseNode({ bundled: versionOfNode(bundled), machine });
  if (choice.kind === "none") {
    const why = problem === undefined ? "the one that npm brings cannot start here" : problem;
    const remedy = describeNodeRemedy(lookAtMachine());
    fail(`Node 22.18 or newer is needed. Found: ${choice.found}; ${why}. ${remedy}`);
  }
  if (choice.kind === "machine") {
    say(`Using Node ${choice.version} (${choice.path}); the project's own cannot start here.`);
  }
  linkNode(choice.kind === "machine" ? choice.path : join("..", "node", "bin", "node"));
  ensureLinter();
}

/** Fetches the project's own Node where it can start; says why it has none, if it has none. */
function fetchBundled() {
  if (existsSync(bundled)) return undefined;
  if (!canStartForeignPrograms()) return undefined;
  // What lies here would be the Node that runs the script.
  rmSync(node, { force: true });
  const problem = npm(["rebuild", "node", "--foreground-scripts"]);
  if (existsSync(bundled)) return undefined;
  const place = { folder: modules, source: "The registry of npm" };
  return explainFailure("Fetching the project's own with npm", problem ?? "", place);
}

/** Commands that npm installs begin with `env node`, and so do npm's scripts: they all find this one. */
function linkNode(target) {
  if (lstatSync(node, { throwIfNoEntry: false }) !== undefined) rmSync(node);
  symlinkSync(target, node);
}
