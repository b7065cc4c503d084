import type { Account, ResolvedHost } from "./resolved-fleet.ts";

/**
 * Whether what Nix trusts by a name, such as `builder`, `@trusted` or `*`, is an account of a host. Undefined where it is
 * not; on a Mac, macOS says who is in its groups, and of its own ones it is known who is to be.
 */
export function isTrustedName(
  { platform }: ResolvedHost,
  { username, groups, isAdmin }: Account,
  name: string,
): "yes" | "unknown" | undefined {
  if (name === "*" || name === username.value) return "yes";
  if (!name.startsWith("@")) return undefined;
  const group = name.slice(1);
  if (platform === "darwin") {
    if (group === "staff") return "yes";
    return isAdmin.value && (group === "admin" || group === "wheel") ? "unknown" : undefined;
  }
  // NixOS has it as the primary group of everybody.
  if (group === "users") return "yes";
  return groups.some(({ value }) => value === group) ? "yes" : undefined;
}
