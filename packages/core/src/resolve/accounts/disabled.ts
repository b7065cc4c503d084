import type { Path } from "@fleet/diagnostics";
import type { Placement, User } from "../../parse/fleet.ts";
import { builtIn, decide } from "../decisions.ts";
import type { Decided } from "../resolved-fleet.ts";

const enabled: Decided<boolean> = builtIn(false);

/** Whether nobody logs in to an account, as its placement says, or else the user of all that are theirs. */
export function decideDisabled(user: User, placement: Placement): Decided<boolean> {
  return decide(placement, user, "isDisabled") ?? enabled;
}

/** The same, where nobody asks what says so; of a user who may not be declared. */
export function isDisabledOn(user: Pick<User, "own"> | undefined, { own }: Placement): boolean {
  return own.isDisabled ?? user?.own.isDisabled ?? false;
}

/** Whether an account is declared to be an admin's, be it disabled or not. */
export function isDeclaredAdmin(user: Pick<User, "own"> | undefined, { own }: Placement): boolean {
  return own.isAdmin ?? user?.own.isAdmin ?? false;
}

/** Whether an account may become root: declared as an admin's, and not disabled. */
export function isActiveAdmin(user: Pick<User, "own"> | undefined, placement: Placement): boolean {
  return !isDisabledOn(user, placement) && isDeclaredAdmin(user, placement);
}

/** What decides about the SSH keys of an account, also where it has none. */
export function placeOfKeys(
  user: User,
  placement: Placement,
): { readonly origin: "placement" | "user"; readonly path: Path } {
  const { own, path } = placement;
  const disabled = decide(placement, user, "isDisabled");
  if (disabled?.value === true && disabled.path !== undefined) {
    const origin = disabled.origin === "user" ? "user" : "placement";
    return { origin, path: disabled.path };
  }
  if (own.sshKeys !== undefined) return { origin: "placement", path: [...path, "sshKeys"] };
  return user.sshKeys.length > 0 || user.isKeyless
    ? { origin: "user", path: ["users", user.id, "sshKeys"] }
    : { origin: "placement", path };
}
