import type { Diagnostic, Outcome, Path } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import type { PlacedSshKeyDeclaration } from "../declaration/account-declaration.ts";
import type { SshKeyDeclaration } from "../declaration/declaration.ts";
import { sshKeyProblem } from "../keys/ssh-public-key.ts";
import type { Fleet } from "../parse/fleet.ts";
import { differingPlacements } from "../parse/placements.ts";
import { emptyKeyFile, type KeyFileLine, readKeyFile } from "./key-file.ts";
import type { ResolvedSshKey } from "./resolved-fleet.ts";
import type { Surroundings } from "./surroundings.ts";

/** The keys of every user, those from files read; each key once, in the order of the declaration. */
export function resolveSshKeys(
  fleet: Fleet,
  surroundings: Surroundings,
): Outcome<ReadonlyMap<string, readonly ResolvedSshKey[]>> {
  const diagnostics: Diagnostic[] = [];
  const keysByUser = new Map<string, readonly ResolvedSshKey[]>();
  for (const [id, user] of fleet.users) {
    const keys = new Map<string, ResolvedSshKey>();
    for (const [index, declared] of user.sshKeys.entries()) {
      const { value, diagnostics: found } = resolveKey(
        declared,
        ["users", id, "sshKeys", index],
        surroundings,
      );
      diagnostics.push(...found);
      for (const key of value) keys.set(JSON.stringify(key), key);
    }
    keysByUser.set(id, [...keys.values()]);
  }
  return { value: keysByUser, diagnostics };
}

/** The keys that placements have instead of their users', by the list in the declaration. */
export function resolvePlacedKeys(
  fleet: Fleet,
  surroundings: Surroundings,
): Outcome<ReadonlyMap<readonly PlacedSshKeyDeclaration[], readonly ResolvedSshKey[]>> {
  const diagnostics: Diagnostic[] = [];
  const keysByList = new Map<readonly PlacedSshKeyDeclaration[], readonly ResolvedSshKey[]>();
  for (const { own, path } of differingPlacements(fleet.hosts)) {
    if (own.sshKeys === undefined) continue;
    const keys = new Map<string, ResolvedSshKey>();
    for (const [index, declared] of own.sshKeys.entries()) {
      const place = [...path, "sshKeys", index];
      const { value, diagnostics: found } = resolveKey(declared, place, surroundings);
      diagnostics.push(...found);
      for (const key of value) keys.set(JSON.stringify(key), key);
    }
    keysByList.set(own.sshKeys, [...keys.values()]);
  }
  return { value: keysByList, diagnostics };
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
