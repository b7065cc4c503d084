import type { ResolvedHost } from "@fleet/core";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import { type Comparison, createDifference } from "../differences/difference.ts";
import type { HostFacts } from "../facts/nix-facts.ts";
import { bareKey } from "./login-keys.ts";
import { compareRootPassword } from "./password-differences.ts";
import { compareSudo } from "./sudo-differences.ts";

/** How what Nix arrived at differs from what is declared of root: its keys, and whether sudo asks. */
export function* compareDeclaredRoot(
  comparison: Comparison,
  host: ResolvedHost,
  facts: HostFacts,
): Iterable<Diagnostic> {
  const { rootKeys } = facts;
  const { sshKeys } = host.root;
  const of = `host ${quote(host.id)}`;
  const found = new Set(rootKeys?.map(bareKey));
  for (const { value, path = [] } of rootKeys === undefined ? [] : sshKeys) {
    if (typeof value !== "string" || found.has(bareKey(value))) continue;
    yield createDifference(comparison, {
      what: "missing-key",
      path,
      message: `Nix does not let root on ${of} log in with the SSH key ${quote(value)}, which was computed.`,
      option: "users.users.root.openssh.authorizedKeys.keys",
    });
  }
  yield* compareRootPassword(comparison, host, facts);
  yield* compareSudo(comparison, host, facts);
}
