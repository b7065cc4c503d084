import { type Diagnostic, quote } from "@fleet/diagnostics";
import type { HostFacts } from "../facts/nix-facts.ts";
import type { Computed } from "./account-differences.ts";
import { findAccountPath } from "./account-place.ts";
import { type Comparison, createDifference } from "./difference.ts";

type User = HostFacts["users"] extends ReadonlyMap<string, infer Facts> ? Facts : never;

/** The day before all others by which fleet locks an account (nix/lib/modules/nixos/accounts.nix). */
const lockedFrom = "1970-01-02";

/** What lets somebody in to an account that was to be disabled. */
export function* compareDisabled(
  comparison: Comparison,
  { host, account }: Computed,
  user: User,
): Iterable<Diagnostic> {
  const { isDisabled, username } = account;
  if (!isDisabled.value) return;
  const place = { declared: comparison.fleet.declared, host: host.id, account };
  const path = findAccountPath(place, isDisabled);
  const option = `users.users.${username.value}`;
  const of = `${quote(username.value)} on host ${quote(host.id)} was to be disabled, and`;
  const differ = (message: string, key: string) =>
    createDifference(comparison, {
      what: "enabled-account",
      path,
      message: `${of} ${message}`,
      option: `${option}.${key}`,
    });
  // Only NixOS locks accounts.
  if (host.platform === "nixos" && user.expires !== undefined && user.expires !== lockedFrom) {
    const until = user.expires === null ? "nothing" : quote(user.expires);
    yield differ(`in Nix ${until} locks it, not ${quote(lockedFrom)}.`, "expires");
  }
  if (user.sshKeys.length > 0) {
    yield differ("Nix lets it log in with an SSH key.", "openssh.authorizedKeys.keys");
  }
}
