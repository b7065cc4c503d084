import { spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import type { Checked, Diagnostic } from "@fleet/diagnostics";
import { createProblem } from "./codes.ts";

/** The sops that this machine has. */
export interface Sops {
  readonly command: string;
  readonly environment: Environment;
}

/** Variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How a call of a program ended. What it prints to the standard output is never read. */
export interface Ending {
  readonly isDone: boolean;
  readonly complaint: string;
}

/** Whose private keys sops may use; every other variable of sops could change who is encrypted to. */
const identityVariables: ReadonlySet<string> = new Set([
  "SOPS_AGE_KEY",
  "SOPS_AGE_KEY_CMD",
  "SOPS_AGE_KEY_FILE",
  "SOPS_AGE_SSH_PRIVATE_KEY_CMD",
  "SOPS_AGE_SSH_PRIVATE_KEY_FILE",
  "SOPS_DECRYPTION_ORDER",
  "SOPS_GPG_EXEC",
  "SOPS_HC_VAULT_ALLOWLIST",
]);

/** The first sops that takes several files and a configuration for one call. */
const oldestVersion = [3, 10] as const;

/** Enough to tell what went wrong, in characters. */
const complaintLimit = 4000;

/** Finds sops, and makes sure that it is new enough. */
export async function findSops(variables: Environment): Promise<Checked<Sops>> {
  const command = findProgram("sops", variables);
  if (command === undefined) {
    return refuse(
      "no-sops",
      "There is no sops in PATH.",
      "Install it: https://getsops.io, or `nix shell nixpkgs#sops`.",
    );
  }
  const environment = scrubEnvironment(variables);
  const printed = await askVersion(command, environment);
  const [, major = "0", minor = "0"] = /\b(\d+)\.(\d+)\.\d+/.exec(printed) ?? [];
  const isNew =
    Number(major) > oldestVersion[0] ||
    (Number(major) === oldestVersion[0] && Number(minor) >= oldestVersion[1]);
  if (isNew) return { ok: true, value: { command, environment }, diagnostics: [] };
  const shown = JSON.stringify(printed.split("\n", 1)[0]?.trim());
  const message = `${JSON.stringify(command)} says of its version ${shown}; fleet needs sops ${oldestVersion.join(".")} or newer.`;
  return refuse("old-sops", message, "Install a newer one: https://getsops.io.");
}

/** The path of a program in PATH. Folders that are named from the current one are not looked at. */
export function findProgram(name: string, { PATH = "" }: Environment): string | undefined {
  return PATH.split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, name))
    .find(isProgram);
}

/** The environment for sops: no variable of it that could add a recipient or hand keys to others. */
function scrubEnvironment(variables: Environment): Environment {
  const kept = Object.entries(variables).filter(
    ([name]) => !name.startsWith("SOPS_") || identityVariables.has(name),
  );
  return { ...Object.fromEntries(kept), SOPS_DISABLE_VERSION_CHECK: "1" };
}

/** Runs sops. What it decrypts goes nowhere. */
export function runSops({ command, environment }: Sops, args: readonly string[]): Promise<Ending> {
  const { promise, resolve } = Promise.withResolvers<Ending>();
  const child = spawn(command, args, { env: environment, stdio: ["ignore", "ignore", "pipe"] });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    if (complaint.length < complaintLimit) complaint += chunk.toString();
  });
  child.on("error", ({ message }) => resolve({ isDone: false, complaint: message }));
  child.on("close", (code, signal) => {
    const fallback = signal === null ? `It ended with ${code}.` : `It was ended by ${signal}.`;
    resolve({ isDone: code === 0, complaint: complaint.trim() || fallback });
  });
  return promise;
}

function askVersion(command: string, env: Environment): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const child = spawn(command, ["--version"], {
    env,
    stdio: ["ignore", "pipe", "ignore"],
    timeout: 20_000,
  });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => {
    if (printed.length < complaintLimit) printed += chunk.toString();
  });
  child.on("error", ({ message }) => resolve(message));
  child.on("close", () => resolve(printed));
  return promise;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function refuse(problem: "no-sops" | "old-sops", message: string, help: string): Checked<never> {
  const diagnostic: Diagnostic = createProblem(problem, message, { help });
  return { ok: false, diagnostics: [diagnostic] };
}
