// Starts programs, those of the checkout before those of the machine.
import { spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fail } from "./output.mjs";

/** The root of the checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The folder of the commands that npm installs. */
const bin = join(root, "node_modules", ".bin");

/** The Node of the project's commands: the one that the project brings, or a link to the machine's. */
export const node = join(bin, "node");

/** The folders of PATH outside of this checkout, in order. Where PATH is unset, those of every system. */
function machinePath(path = process.env.PATH) {
  const folders = (path || "/usr/local/bin:/usr/bin:/bin").split(delimiter);
  return folders.filter((folder) => folder !== "" && !folder.startsWith(`${root}/`));
}

/** Every program of this name on the machine, as PATH orders them. */
export function findPrograms(name, path = process.env.PATH) {
  return machinePath(path)
    .map((folder) => join(folder, name))
    .filter(isProgram);
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Whether the machine has a command, and it starts. */
export function isInstalled(command) {
  const { error, status } = spawnSync(command, ["--version"], {
    stdio: "ignore",
    env: withPath(machinePath()),
  });
  return error === undefined && status !== 126 && status !== 127;
}

/** Runs a command to its end and passes its output on; stops with its exit code when it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    ...options,
    env: {
      ...withPath([bin, ...machinePath()]),
      TURBO_TELEMETRY_DISABLED: "1",
      ...options.env,
    },
  });
  if (result.error !== undefined) fail(describeStart(command, result.error));
  if (result.status !== 0 && options.check !== false) process.exit(result.status ?? 1);
  return result;
}

/** Runs a command of the machine that installs something; returns what it complained about, if it failed. */
export function install(command, args, { env = {}, folder = root } = {}) {
  const result = spawnSync(command, args, {
    cwd: folder,
    stdio: ["inherit", "ignore", "pipe"],
    encoding: "utf8",
    maxBuffer: 1 << 26,
    env: { ...withPath(machinePath()), ...env },
  });
  if (result.error !== undefined) return describeStart(command, result.error);
  if (result.status === 0) return undefined;
  return result.stderr.trim() || `${command} ended with ${result.status ?? result.signal}.`;
}

function withPath(folders) {
  return { ...process.env, PATH: folders.join(delimiter) };
}

function describeStart(command, { code, message }) {
  return code === "ENOENT"
    ? `${command} could not be started: there is no such program in PATH, or what it needs to start is not on this machine.`
    : `${command} could not be started: ${message}`;
}
