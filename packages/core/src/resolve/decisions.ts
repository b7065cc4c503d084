import type { PlacementDeclaration, Platform } from "../declaration/declaration.ts";
import type { Placement, User } from "../parse/fleet.ts";
import type { Decided } from "./resolved-fleet.ts";

/** What a placement or else its user says about `key`, and where; undefined where neither does. */
export function decide<K extends keyof User["own"]>(
  placement: Placement,
  user: User,
  key: K,
): Decided<NonNullable<PlacementDeclaration[K]>> | undefined {
  const here = placement.own[key];
  if (here !== undefined && here !== null) {
    return { value: here, origin: "placement", path: [...placement.path, key] };
  }
  const everywhere = user.own[key];
  if (everywhere === undefined || everywhere === null) return undefined;
  return { value: everywhere, origin: "user", path: ["users", user.id, key] };
}

/** The uid that is declared for an account. A user's own is for all hosts but Macs. */
export function decideUid(
  placement: Placement,
  user: User,
  platform: Platform,
): Decided<number> | undefined {
  const decided = decide(placement, user, "uid");
  return platform === "darwin" && decided?.origin === "user" ? undefined : decided;
}

/** What holds where the declaration says nothing. */
export function builtIn<T>(value: T): Decided<T> {
  return { value, origin: "built-in", path: undefined };
}
