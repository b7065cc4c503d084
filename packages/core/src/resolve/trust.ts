import { listMemberships } from "./accounts/primary-group.ts";
import type { Account, ResolvedHost, ResolvedServiceAccount } from "./resolved-fleet.ts";

/**
 * Whether what Nix trusts by a name, such as `builder`, `@trusted` or `*`, is an account of a host. Undefined where it is
 * not; on a Mac, macOS says who is in its groups, and of its own ones it is known who is to be.
 */
export function isTrustedName(
  { platform }: Pick<ResolvedHost, "platform">,
  account: Account,
  name: string,
): "yes" | "unknown" | undefined {
  const { username, isAdmin, primaryGroup } = account;
  if (name === "*" || name === username.value) return "yes";
  if (!name.startsWith("@")) return undefined;
  const group = name.slice(1);
  if (platform === "darwin") {
    if (group === "staff") return "yes";
    return isAdmin.value && (group === "admin" || group === "wheel") ? "unknown" : undefined;
  }
  // NixOS has it as the primary group of everybody who is not to have another.
  if (group === "users" && primaryGroup === undefined) return "yes";
  return listMemberships(account).some(({ value }) => value === group) ? "yes" : undefined;
}

/** Whether it is a service account, by its login or by a group that it is in. */
export function isTrustedService(
  { username, group, groups }: ResolvedServiceAccount,
  name: string,
): boolean {
  if (!name.startsWith("@")) return name === "*" || name === username.value;
  return [group, ...groups].some(({ value }) => value === name.slice(1));
}
