import type { Account, ResolvedHost } from "@fleet/core";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import { verifyCodes } from "../codes.ts";
import { findPlacementPath } from "../differences/account-place.ts";
import type { Comparison } from "../differences/difference.ts";
import type { HostFacts } from "../facts/nix-facts.ts";
import { listAdmins } from "./admins.ts";

/**
 * The admins of a NixOS host who can never become root: sudo asks for a password, and they have none.
 * Whether there may be another way (nix/lib/facts/root-access.nix) is in `wheelAsks`, for all of them.
 */
export function* listPowerlessAdmins(
  { fleet, hasModules }: Comparison,
  host: ResolvedHost,
  facts: HostFacts,
): Iterable<Diagnostic> {
  const { privileges, users } = facts;
  if (!hasModules || host.platform !== "nixos" || privileges.wheelAsks !== true) return;
  for (const account of listAdmins(host)) {
    const login = account.username.value;
    const why = describeLack(facts, login);
    if (why === undefined || !users.has(login) || isExempt(facts, account)) continue;
    yield verifyCodes.create(
      "powerless-admin",
      `${quote(login)} is an admin of host ${quote(host.id)} and cannot become root: sudo asks for a password, and ${why}.`,
      {
        path: findPlacementPath({ declared: fleet.declared, host: host.id, account }),
        help: `In a module of the host, give the account one (\`users.users.${login}.hashedPasswordFile\`), or declare that sudo asks for none: \`root: [{ hosts: [${quote(host.id)}], sudoNeedsPassword: false }]\`.`,
      },
    );
  }
}

/** Why somebody has no password; undefined where there is one, or may be. */
function describeLack({ privileges }: HostFacts, login: string): string | undefined {
  const password = privileges.passwords.get(login);
  if (password === "locked") return "that of the account is locked";
  if (password === "none" && privileges.mutableUsers === false) {
    return "the account has none, nor can one be set there (users.mutableUsers)";
  }
  return undefined;
}

function isExempt({ privileges, users }: HostFacts, { username }: Account): boolean {
  const login = username.value;
  const groups = users.get(login)?.groups ?? [];
  return privileges.rules.some(
    (rule) =>
      rule.isAll &&
      rule.isOpen &&
      (rule.users.includes(login) || rule.groups.some((group) => groups.includes(group))),
  );
}
