import type { Checked, Diagnostic } from "@fleet/diagnostics";
import { cleanOutput } from "@fleet/diagnostics";
import { nixEvalCodes } from "./codes.ts";
import type { NixMachine } from "./nix-machine.ts";
import { isAtLeast, type NixVersion, oldestNix, parseNixVersion } from "./nix-version.ts";
import { isAbsolute, joinPath } from "./posix-path.ts";

/** A `nix` command that can be used. */
export interface NixBinary {
  /** The absolute path of the command. */
  readonly path: string;
  readonly version: NixVersion;
}

/** Where to look for Nix. */
export interface NixSearch {
  /** Environment variables, of which PATH and HOME count. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The one command to take, instead of any other. */
  readonly path?: string;
  /**
   * Folders to look in after those of PATH, which often lacks them in services and right after an
   * installation. Default: those of a NixOS system, of the Nix daemon and of the user's profile.
   */
  readonly folders?: readonly string[];
}

/** The first `nix` that is new enough (2.8); only where there is none, one diagnostic says what is there. */
export async function findNix(
  { run, disk, machine }: NixMachine,
  search: NixSearch,
): Promise<Checked<NixBinary>> {
  let first: Diagnostic | undefined;
  for (const path of listCandidates(search)) {
    if (!disk.isProgram(path)) continue;
    const found = await inspectNix(path, { run, environment: search.environment });
    if (found.ok) return found;
    first ??= found.diagnostics[0];
  }
  return { ok: false, diagnostics: [first ?? describeMissingNix(search, machine.platform)] };
}

/** The longest that `nix --version` may take, in milliseconds: the first run may load it from a slow disk. */
const versionTimeLimit = 20_000;

function listCandidates(search: NixSearch): string[] {
  if (search.path !== undefined) return [search.path];
  return [...new Set(listFolders(search))].map((folder) => joinPath(folder, "nix"));
}

function listFolders({ environment, folders }: NixSearch): string[] {
  const searched = (environment["PATH"] ?? "").split(":").filter(isAbsolute);
  const home = environment["HOME"];
  const inHome = home === undefined ? [] : [".nix-profile/bin", ".local/state/nix/profile/bin"];
  const usual = [
    "/nix/var/nix/profiles/default/bin",
    "/run/current-system/sw/bin",
    ...inHome.map((folder) => joinPath(home ?? "", folder)),
  ];
  return [...searched, ...(folders ?? usual)];
}

async function inspectNix(
  path: string,
  { run, environment }: Pick<NixMachine, "run"> & Pick<NixSearch, "environment">,
): Promise<Checked<NixBinary>> {
  const result = await run({
    program: path,
    arguments: ["--version"],
    folder: "/",
    environment,
    timeLimit: versionTimeLimit,
  });
  const output = result.end === "exit" ? new TextDecoder().decode(result.output) : result.end;
  const version = parseNixVersion(output);
  if (version === undefined) return { ok: false, diagnostics: [describeStranger(path, output)] };
  if (isAtLeast(version, oldestNix)) return { ok: true, value: { path, version }, diagnostics: [] };
  const message = `"${path}" is ${version.flavor} ${version.text}, and fleet needs ${oldestNix} or newer.`;
  const help =
    'Upgrade it: "sudo -i nix upgrade-nix", or through the channel or package it came from.';
  return { ok: false, diagnostics: [nixEvalCodes.create("old-nix", message, { help })] };
}

function describeStranger(path: string, output: string): Diagnostic {
  const answer = cleanOutput(output).trim().slice(0, 200);
  return nixEvalCodes.create(
    "missing-nix",
    `"${path} --version" answers "${answer}", which is no version of Nix.`,
    {
      help: 'Put the folder of the Nix command before it in PATH; "nix --version" should print "nix (Nix) 2.26.3" or the like.',
    },
  );
}

function describeMissingNix(search: NixSearch, platform: string): Diagnostic {
  const { path } = search;
  const message =
    path === undefined
      ? `There is no "nix" in ${[...new Set(listFolders(search))].join(", ") || "an empty PATH"}.`
      : `There is no command "${path}".`;
  return nixEvalCodes.create("missing-nix", cleanOutput(message), {
    help: describeInstallation(platform),
  });
}

function describeInstallation(platform: string): string {
  const installer = "curl -L https://nixos.org/nix/install | sh -s --";
  if (platform === "linux") {
    return `Install Nix with "${installer} --daemon", or from the distribution ("apt install nix-bin"), and open a new shell.`;
  }
  if (platform === "darwin") return `Install Nix with "${installer}", and open a new terminal.`;
  if (platform === "win32") {
    return `Nix runs in the Windows Subsystem for Linux: "wsl --install", and there "${installer} --daemon".`;
  }
  return "See https://nixos.org/download for the systems that Nix runs on.";
}
