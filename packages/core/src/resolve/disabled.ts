import type { Path } from "@fleet/diagnostics";
import type { Placement, User } from "../parse/fleet.ts";
import { builtIn } from "./decisions.ts";
import type { Decided } from "./resolved-fleet.ts";

const enabled: Decided<boolean> = builtIn(false);

/** Whether nobody logs in to an account, as its placement says. */
export function decideDisabled({ own, path }: Placement): Decided<boolean> {
  return own.isDisabled === undefined
    ? enabled
    : { value: own.isDisabled, origin: "placement", path: [...path, "isDisabled"] };
}

/** Whether an account is declared to be an admin's, be it disabled or not. */
export function isDeclaredAdmin(user: Pick<User, "own"> | undefined, { own }: Placement): boolean {
  return own.isAdmin ?? user?.own.isAdmin ?? false;
}

/** Whether an account may become root: declared as an admin's, and not disabled. */
export function isActiveAdmin(user: Pick<User, "own"> | undefined, placement: Placement): boolean {
  return placement.own.isDisabled !== true && isDeclaredAdmin(user, placement);
}

/** What decides about the SSH keys of an account, also where it has none. */
export function placeOfKeys(
  user: Pick<User, "id" | "sshKeys" | "isKeyless">,
  { own, path }: Placement,
): { readonly origin: "placement" | "user"; readonly path: Path } {
  if (own.isDisabled === true) return { origin: "placement", path: [...path, "isDisabled"] };
  if (own.sshKeys !== undefined) return { origin: "placement", path: [...path, "sshKeys"] };
  return user.sshKeys.length > 0 || user.isKeyless
    ? { origin: "user", path: ["users", user.id, "sshKeys"] }
    : { origin: "placement", path };
}
