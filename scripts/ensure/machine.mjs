// What there is on this machine, as data for the decisions.
import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { startsForeignPrograms, usualLinker } from "./node-choice.mjs";
import { findPrograms, isInstalled, root } from "./programs.mjs";

/** The machine as `planTool` asks for it. Commands are looked for once each. */
export function lookAtMachine() {
  const known = new Map();
  const has = (command) => {
    if (!known.has(command)) known.set(command, isInstalled(command));
    return known.get(command);
  };
  return { isRoot: process.getuid?.() === 0, has };
}

/** Every Node of the machine, as PATH orders them, and the one that runs this. */
export function findNodes() {
  const paths = findPrograms("node");
  // npm may come with a Node that is not in PATH. What lies in the checkout is no Node of the machine.
  if (!realpathSync(process.execPath).startsWith(`${root}/`)) paths.push(process.execPath);
  const distinct = paths.filter((path, index) => paths.indexOf(path) === index);
  return distinct.map((path) => ({ path, version: versionOfNode(path) }));
}

/** The version of a Node, or `undefined` where it does not start, or is something else. */
export function versionOfNode(path) {
  return versionOfProgram(path, /^v\d+\.\d+\.\d+/);
}

/** What of `--version` looks like a version, or `undefined` where the program does not start. */
export function versionOfProgram(path, pattern) {
  const { stdout, status } = spawnSync(path, ["--version"], { encoding: "utf8", timeout: 20_000 });
  return status === 0 ? pattern.exec(stdout)?.[0] : undefined;
}

/** Whether programs that npm brings can start here. */
export function canStartForeignPrograms() {
  const { platform, arch } = process;
  return startsForeignPrograms({ platform, arch, linker: follow(usualLinker({ platform, arch })) });
}

function follow(path) {
  try {
    return path === undefined ? undefined : realpathSync(path);
  } catch {
    return undefined;
  }
}
