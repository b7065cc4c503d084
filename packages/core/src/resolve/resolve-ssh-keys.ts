import type { Diagnostic, Outcome, Path } from "@fleet/diagnostics";
import { holdsPrivateKey, quote } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import { relativePathProblem } from "../declaration/names.ts";
import { authorizedKeyProblem } from "../keys/authorized-key.ts";
import type { Fleet, Host, UserSshKey } from "../parse/fleet.ts";
import { isSelected } from "../selection/host-selector.ts";
import type { ResolvedSshKey } from "./resolved-fleet.ts";
import { type Surroundings, untrackedFile } from "./surroundings.ts";

/** The keys of a user on one host. */
export interface ChosenKeys {
  /** Each once, in the order of the declaration. */
  readonly keys: readonly ResolvedSshKey[];
  /** What tells them from the keys that the user has on other hosts; empty where those are the same everywhere. */
  readonly variant: string;
}

/** The keys of a user on a host. */
export type KeyChooser = (user: string, host: Host) => ChosenKeys;

/** The keys of every user, those from files read. */
export function resolveSshKeys(fleet: Fleet, surroundings: Surroundings): Outcome<KeyChooser> {
  const diagnostics: Diagnostic[] = [];
  const choosers = new Map<string, (host: Host) => ChosenKeys>();
  for (const [id, user] of fleet.users) {
    const resolved = user.sshKeys.map((declared, index) => {
      const path = ["users", id, "sshKeys", index];
      const { value, diagnostics: found } = resolveKey(declared, path, surroundings);
      diagnostics.push(...found);
      return { keys: value, hosts: declared.hosts };
    });
    if (resolved.length > 0) choosers.set(id, createChooser(resolved));
  }
  return { value: (user, host) => choosers.get(user)?.(host) ?? none, diagnostics };
}

const none: ChosenKeys = { keys: [], variant: "" };

interface KeysOfHosts {
  readonly keys: readonly ResolvedSshKey[];
  /** Undefined for all of them. */
  readonly hosts: readonly string[] | undefined;
}

function createChooser(resolved: readonly KeysOfHosts[]): (host: Host) => ChosenKeys {
  if (resolved.every(({ hosts }) => hosts === undefined)) {
    const all: ChosenKeys = { keys: distinct(resolved), variant: "" };
    return () => all;
  }
  const byVariant = new Map<string, ChosenKeys>();
  return (host) => {
    const chosen = resolved.map(({ hosts }) => isSelected(hosts, host));
    const variant = chosen.map(Number).join("");
    const known = byVariant.get(variant) ?? {
      keys: distinct(resolved.filter((_, index) => chosen[index])),
      variant,
    };
    byVariant.set(variant, known);
    return known;
  };
}

function distinct(resolved: readonly KeysOfHosts[]): readonly ResolvedSshKey[] {
  const all = resolved.flatMap(({ keys }) => keys);
  return [...new Map(all.map((key) => [JSON.stringify(key), key])).values()];
}

function resolveKey(
  declared: UserSshKey,
  path: Path,
  surroundings: Surroundings,
): Outcome<readonly ResolvedSshKey[]> {
  if ("key" in declared) return { value: [declared.key.trim()], diagnostics: [] };
  if ("env" in declared) {
    const { env, options } = declared;
    return { value: [options === undefined ? { env } : { env, options }], diagnostics: [] };
  }
  const { file } = declared;
  // A path that leads out of the root has been reported.
  if (relativePathProblem(file) !== undefined) return { value: [], diagnostics: [] };
  const text = surroundings.contents.get(file);
  if (text === undefined) {
    const isReported = surroundings.unreadable?.has(file) === true;
    return { value: [], diagnostics: isReported ? [] : [missingKeyFile(file, path)] };
  }
  const { value, diagnostics } = readKeyFile(file, text, path);
  // Nix compares the file with what was computed from it, so that a flake has to see it.
  const isTracked = surroundings.tracked?.has(file) ?? true;
  return {
    value,
    diagnostics: isTracked
      ? diagnostics
      : [...diagnostics, untrackedFile(file, path, surroundings)],
  };
}

function readKeyFile(file: string, text: string, path: Path): Outcome<readonly string[]> {
  const diagnostics: Diagnostic[] = [];
  const keys: string[] = [];
  if (holdsPrivateKey(text)) return { value: keys, diagnostics: [privateKeyFile(file, path)] };
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const fault = authorizedKeyProblem(line);
    if (fault === undefined) keys.push(line);
    else {
      const { problem, help = "Write one public key a line: ssh-ed25519 AAAA… comment." } = fault;
      const position = { line: index + 1, column: 1 };
      const message = `This is no public SSH key. ${problem}`;
      diagnostics.push(coreCodes.create("bad-ssh-key", message, { path, file, position, help }));
    }
  }
  if (keys.length === 0 && diagnostics.length === 0) diagnostics.push(emptyKeyFile(file, path));
  return { value: keys, diagnostics };
}

function missingKeyFile(file: string, path: Path): Diagnostic {
  return coreCodes.create("missing-key-file", `The key file ${quote(file)} does not exist.`, {
    path,
    help: "Put the public key there, or correct the path; it is taken from the fleet's root.",
  });
}

function privateKeyFile(file: string, path: Path): Diagnostic {
  return coreCodes.create("bad-ssh-key", `There is a private key in ${quote(file)}.`, {
    path,
    file,
    help: "Name the .pub file instead. If others could read this one, make a new key.",
  });
}

function emptyKeyFile(file: string, path: Path): Diagnostic {
  return coreCodes.create("bad-ssh-key", `There is no key in ${quote(file)}.`, {
    path,
    file,
    help: "Write one public key a line: ssh-ed25519 AAAA… comment.",
  });
}
