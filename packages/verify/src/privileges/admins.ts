import type { Account, ResolvedHost } from "@fleet/core";

/** The accounts of a host that are admins. */
export function listAdmins(host: ResolvedHost): Account[] {
  return [...host.accounts.values()].filter(({ isAdmin }) => isAdmin.value);
}
