import type { Checked, Diagnostic, Environment, ProgramEnd } from "@fleet/diagnostics";
import type { World } from "@fleet/project";
import { findProgram } from "@fleet/project/internal";
import { createProblem } from "../codes.ts";
import { readEnding, type SopsEnding } from "./sops-ending.ts";

/** The sops that this machine has. */
export interface Sops {
  readonly run: World["run"];
  readonly command: string;
  /** The folder that it is started in. */
  readonly folder: string;
  readonly environment: Environment;
}

/**
 * Whose private keys sops may use, and the programs that hand them to it: both are the user's own. Every
 * other variable of sops could change who is encrypted to, or whom it talks to.
 */
const identityVariables: ReadonlySet<string> = new Set([
  "SOPS_AGE_KEY",
  "SOPS_AGE_KEY_CMD",
  "SOPS_AGE_KEY_FILE",
  "SOPS_AGE_SSH_PRIVATE_KEY_CMD",
  "SOPS_AGE_SSH_PRIVATE_KEY_FILE",
  "SOPS_GPG_EXEC",
  "SOPS_HC_VAULT_ALLOWLIST",
]);

/** The first sops that takes several files and a configuration for one call. */
const oldestVersion = [3, 10] as const;

/** Enough to tell a version, in characters. */
const printedLimit = 400;

/** Finds sops, and makes sure that it is new enough. */
export async function findSops(world: World): Promise<Checked<Sops>> {
  const command = findProgram(world, "sops");
  if (command === undefined) {
    return refuse(
      "no-sops",
      "There is no sops in PATH.",
      "Install it: https://getsops.io, or `nix shell nixpkgs#sops`.",
    );
  }
  const environment = scrubEnvironment(world.environment);
  const sops = { run: world.run, command, folder: world.folder, environment };
  const printed = await askVersion(sops);
  const [, major = "0", minor = "0"] = /\b(\d+)\.(\d+)\.\d+/.exec(printed) ?? [];
  const isNew =
    Number(major) > oldestVersion[0] ||
    (Number(major) === oldestVersion[0] && Number(minor) >= oldestVersion[1]);
  if (isNew) return { ok: true, value: sops, diagnostics: [] };
  const shown = JSON.stringify(printed.split("\n", 1)[0]?.trim());
  const message = `${JSON.stringify(command)} says of its version ${shown}; fleet needs sops ${oldestVersion.join(".")} or newer.`;
  return refuse("old-sops", message, "Install a newer one: https://getsops.io.");
}

/** The environment for sops: no variable of it that could add a recipient or hand keys to others. */
function scrubEnvironment(variables: Environment): Environment {
  const kept = Object.entries(variables).filter(
    ([name]) => !name.startsWith("SOPS_") || identityVariables.has(name),
  );
  return {
    ...Object.fromEntries(kept),
    SOPS_DISABLE_VERSION_CHECK: "1",
    // What is on this machine comes first, so that nothing is asked over a network without need.
    SOPS_DECRYPTION_ORDER: "age,pgp",
  };
}

/** What a call of sops may do. */
export interface SopsCall {
  /** The command and its arguments. */
  readonly arguments: readonly string[];
  /** The configuration, instead of any `.sops.yaml`. Default: none. */
  readonly config?: string | undefined;
  /** Whether it may use the keys of a file that are reached over a network. Default: false. */
  readonly isOnline?: boolean | undefined;
  /** Whether it has the terminal, as an editor needs it. Default: false, and what it prints goes nowhere. */
  readonly hasTerminal?: boolean | undefined;
  /** The folder for what it has in the clear while somebody edits. Default: that of the system. */
  readonly temporaryFolder?: string | undefined;
  /** Ends it when it is aborted. Default: nothing does. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs sops with a configuration of its own: every command looks for a `.sops.yaml` from the current folder
 * upwards, and fails on a broken one (cmd/sops/main.go). What it decrypts goes nowhere.
 */
export async function runSops(
  { environment, ...sops }: Sops,
  { arguments: args, config = "/dev/null", isOnline = false, ...how }: SopsCall,
): Promise<SopsEnding> {
  // Before 3.13 nothing holds sops back; so the copies that it is given name no key that it may not try.
  const own = {
    ...environment,
    ...(isOnline ? {} : { SOPS_HC_VAULT_ALLOWLIST: "none" }),
    ...(how.temporaryFolder === undefined ? {} : { TMPDIR: how.temporaryFolder }),
  };
  const call = ["--config", config, ...args];
  const more = {
    ...(how.hasTerminal === true ? { hasTerminal: true } : { isSilent: true }),
    ...(how.signal === undefined ? {} : { signal: how.signal }),
  };
  return readEnding(await start({ ...sops, environment: own }, call, more));
}

async function askVersion(sops: Sops): Promise<string> {
  const end = await start(sops, ["--version", "--disable-version-check"], { timeLimit: 20_000 });
  if (end.end === "unstarted") return end.reason;
  const printed = end.end === "exit" ? new TextDecoder().decode(end.output) : "";
  return printed.slice(0, printedLimit);
}

function start(
  { run, command, folder, environment }: Sops,
  args: readonly string[],
  more: {
    readonly isSilent?: boolean;
    readonly hasTerminal?: boolean;
    readonly timeLimit?: number;
    readonly signal?: AbortSignal;
  },
): Promise<ProgramEnd> {
  return run({ program: command, arguments: args, folder, environment, ...more });
}

function refuse(problem: "no-sops" | "old-sops", message: string, help: string): Checked<never> {
  const diagnostic: Diagnostic = createProblem(problem, message, { help });
  return { ok: false, diagnostics: [diagnostic] };
}
