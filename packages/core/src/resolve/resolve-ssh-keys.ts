import type { Diagnostic, Outcome, Path } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import type { SshKeyDeclaration } from "../declaration/declaration.ts";
import { sshKeyProblem } from "../keys/ssh-public-key.ts";
import type { Fleet } from "../parse/fleet.ts";
import { emptyKeyFile, type KeyFileLine, readKeyFile } from "./key-file.ts";
import type { ResolvedSshKey } from "./resolved-fleet.ts";
import type { Surroundings } from "./surroundings.ts";

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

/** The keys that are meant by a declared one, that stands at a path. */
export function resolveKey(
  declared: SshKeyDeclaration,
  path: Path,
  surroundings: Surroundings,
): Outcome<readonly ResolvedSshKey[]> {
  if (typeof declared === "string") return { value: [declared.trim()], diagnostics: [] };
  if ("env" in declared) return { value: [{ env: declared.env }], diagnostics: [] };
  const { file } = declared;
  const read = readKeyFile({ file, path }, surroundings);
  if (read.value === undefined) return { value: [], diagnostics: read.diagnostics };
  const { value, diagnostics } = judgeLines(read.value, { file, path });
  return { value, diagnostics: [...diagnostics, ...read.diagnostics] };
}

function judgeLines(
  lines: readonly KeyFileLine[],
  { file, path }: { readonly file: string; readonly path: Path },
): Outcome<readonly string[]> {
  const diagnostics: Diagnostic[] = [];
  const keys: string[] = [];
  for (const { text, number } of lines) {
    const problem = sshKeyProblem(text);
    if (problem === undefined) keys.push(text);
    else {
      diagnostics.push(
        coreCodes.create("bad-ssh-key", `This is no public SSH key. ${problem}`, {
          path,
          file,
          position: { line: number, column: 1 },
          help: "Write one public key a line: ssh-ed25519 AAAA… comment.",
        }),
      );
    }
  }
  if (lines.length === 0) {
    const help = "Write one public key a line: ssh-ed25519 AAAA… comment.";
    diagnostics.push(emptyKeyFile({ file, path }, help));
  }
  return { value: keys, diagnostics };
}
