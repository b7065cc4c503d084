import { type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import type { SshKeyDeclaration } from "../declaration/declaration.ts";
import { sshKeyProblem } from "../keys/ssh-public-key.ts";
import { badValue, checkRelativePath } from "./bad-value.ts";
import type { DeclaredContext } from "./check.ts";

/** Keys that stand in the declaration are public SSH keys; those from elsewhere are named well. */
export function* sshKeysArePublic({
  fleet: { users, serviceAccounts },
}: DeclaredContext): Iterable<Diagnostic> {
  for (const [id, { sshKeys }] of users) yield* keysArePublic(sshKeys, ["users", id, "sshKeys"]);
  for (const [id, { sshKeys }] of serviceAccounts) {
    yield* keysArePublic(sshKeys, ["serviceAccounts", id, "sshKeys"]);
  }
}

function* keysArePublic(keys: readonly SshKeyDeclaration[], path: Path): Iterable<Diagnostic> {
  for (const [index, key] of keys.entries()) yield* sshKeyFits(key, [...path, index]);
}

/** An SSH key that stands at a path is a public one, or comes from a file of the fleet's or a variable. */
export function* sshKeyFits(key: SshKeyDeclaration, path: Path): Iterable<Diagnostic> {
  if (typeof key === "string") yield* sshKey(key, path);
  else if ("file" in key) yield* checkRelativePath(key.file, [...path, "file"]);
  else if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(key.env)) {
    yield badValue("variable", [...path, "env"], {
      message: `${quote(key.env)} is no name of an environment variable.`,
      help: 'Write one such as "SSH_KEY_KEITH".',
    });
  }
}

function* sshKey(line: string, path: Path): Iterable<Diagnostic> {
  const problem = sshKeyProblem(line);
  if (problem === undefined) return;
  yield badValue("ssh-key", path, {
    message: `This is no public SSH key. ${problem}`,
    help: "Write the whole line of the .pub file: ssh-ed25519 AAAA… comment.",
  });
}
