import type { Diagnostic, Outcome, Path } from "@fleet/diagnostics";
import { holdsPrivateKey, quote } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import type { SshKeyDeclaration } from "../declaration/declaration.ts";
import { relativePathProblem } from "../declaration/names.ts";
import { sshKeyProblem } from "../keys/ssh-public-key.ts";
import type { Fleet } from "../parse/fleet.ts";
import type { ResolvedSshKey } from "./resolved-fleet.ts";
import { type Surroundings, untrackedFile } from "./surroundings.ts";

/** The SSH keys of those who have an account, by id. */
export interface SshKeys {
  readonly users: ReadonlyMap<string, readonly ResolvedSshKey[]>;
  readonly serviceAccounts: ReadonlyMap<string, readonly ResolvedSshKey[]>;
}

/** The keys of every user and service account, those from files read; each key once, in the order of the declaration. */
export function resolveSshKeys(fleet: Fleet, surroundings: Surroundings): Outcome<SshKeys> {
  const diagnostics: Diagnostic[] = [];
  const resolve = (section: "users" | "serviceAccounts") => {
    const owners: Iterable<Owner> = fleet[section].values();
    return new Map(
      [...owners].map((owner) => {
        const { value, diagnostics: found } = resolveKeysOf(owner, section, surroundings);
        diagnostics.push(...found);
        return [owner.id, value] as const;
      }),
    );
  };
  const value = { users: resolve("users"), serviceAccounts: resolve("serviceAccounts") };
  return { value, diagnostics };
}

interface Owner {
  readonly id: string;
  readonly sshKeys: readonly SshKeyDeclaration[];
}

function resolveKeysOf(
  { id, sshKeys }: Owner,
  section: "users" | "serviceAccounts",
  surroundings: Surroundings,
): Outcome<readonly ResolvedSshKey[]> {
  const diagnostics: Diagnostic[] = [];
  const keys = new Map<string, ResolvedSshKey>();
  for (const [index, declared] of sshKeys.entries()) {
    const found = resolveKey(declared, [section, id, "sshKeys", index], surroundings);
    diagnostics.push(...found.diagnostics);
    for (const key of found.value) keys.set(JSON.stringify(key), key);
  }
  return { value: [...keys.values()], diagnostics };
}

function resolveKey(
  declared: SshKeyDeclaration,
  path: Path,
  surroundings: Surroundings,
): Outcome<readonly ResolvedSshKey[]> {
  if (typeof declared === "string") return { value: [declared.trim()], diagnostics: [] };
  if ("env" in declared) return { value: [{ env: declared.env }], diagnostics: [] };
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
    const problem = sshKeyProblem(line);
    if (problem === undefined) keys.push(line);
    else {
      diagnostics.push(
        coreCodes.create("bad-ssh-key", `This is no public SSH key. ${problem}`, {
          path,
          file,
          position: { line: index + 1, column: 1 },
          help: "Write one public key a line: ssh-ed25519 AAAA… comment.",
        }),
      );
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
