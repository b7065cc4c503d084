import type { ResolvedHost } from "@fleet/core";
import { optionsOf } from "@fleet/core/internal";
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
  yield* compareEnds(comparison, host, rootKeys ?? []);
  yield* compareRootPassword(comparison, host, facts);
  yield* compareSudo(comparison, host, facts);
}

/** A key of root's that is good up to a day is there no second time, by what a module adds, without that end. */
function* compareEnds(
  comparison: Comparison,
  host: ResolvedHost,
  rootKeys: readonly string[],
): Iterable<Diagnostic> {
  const computed = new Set(host.root.sshKeys.map(({ value }) => value));
  for (const { value, path = [] } of host.root.sshKeys) {
    const end = optionsOf(value).expires;
    if (typeof value !== "string" || end === undefined) continue;
    const other = rootKeys.find(
      (key) =>
        !computed.has(key) && bareKey(key) === bareKey(value) && optionsOf(key).expires !== end,
    );
    if (other === undefined) continue;
    const found = optionsOf(other).expires;
    const until = found === undefined ? "without an end" : `up to ${quote(found)}`;
    yield createDifference(comparison, {
      what: "expires",
      path,
      message: `Nix lets root on host ${quote(host.id)} log in with the SSH key ${quote(other)} ${until}, not up to ${quote(end)}.`,
      option: "users.users.root.openssh.authorizedKeys.keys",
    });
  }
}
