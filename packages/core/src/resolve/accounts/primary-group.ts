import type { Host } from "../../parse/fleet.ts";
import type { Account, Decided } from "../resolved-fleet.ts";

/** What stands for a group of the account's own, called as its login. */
const privateGroup = "private";

/** The primary group of an account as it is declared. Only NixOS takes one. */
export function decidePrimaryGroup(
  { platform }: Pick<Host, "platform">,
  declared: Decided<string> | undefined,
  login: string,
): Pick<Account, "primaryGroup" | "hasOwnGroup"> {
  if (platform !== "nixos" || declared === undefined) return none;
  return declared.value === privateGroup
    ? { primaryGroup: { ...declared, value: login }, hasOwnGroup: true }
    : { primaryGroup: declared, hasOwnGroup: false };
}

const none = { primaryGroup: undefined, hasOwnGroup: false } as const;

/** All groups that one is in by being the account, as far as they are declared: the primary one, then the others. */
export function listMemberships({
  primaryGroup,
  groups,
  isDisabled,
}: Pick<Account, "primaryGroup" | "groups" | "isDisabled">): readonly Decided<string>[] {
  if (primaryGroup === undefined || isDisabled.value) return groups;
  return [primaryGroup, ...groups.filter(({ value }) => value !== primaryGroup.value)];
}
