import type { PlacementDeclaration, Platform } from "../declaration/declaration.ts";
import type { UidDeclaration } from "../declaration/people/uid-declaration.ts";
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

/** What is declared of the uid of an account. A user's own is for all hosts but Macs, and only NixOS chooses one. */
export function decideUid(
  placement: Placement,
  user: User,
  platform: Platform,
): Decided<UidDeclaration> | undefined {
  const decided = decide(placement, user, "uid");
  if (platform !== "darwin") return decided;
  return decided?.origin === "user" || decided?.value === "machine" ? undefined : decided;
}

/** The uid that is declared for an account; undefined where it is left to the machine, or to the ledger. */
export function decideNumber(
  placement: Placement,
  user: User,
  platform: Platform,
): Decided<number> | undefined {
  const decided = decideUid(placement, user, platform);
  if (decided === undefined || decided.value === "machine") return undefined;
  return { ...decided, value: decided.value };
}

/** What holds where the declaration says nothing. */
export function builtIn<T>(value: T): Decided<T> {
  return { value, origin: "built-in", path: undefined };
}

/** The login of whoever declares none: the id, or the one before it. */
export function undeclaredLogin({ id, formerId }: User): Decided<string> {
  if (formerId === undefined) return builtIn(id);
  return { value: formerId, origin: "moved", path: ["moved", "users", formerId] };
}

/** How somebody logs in on the host of a placement. */
export function loginOf(placement: Placement, user: User | undefined): string {
  if (user === undefined) return placement.own.username ?? placement.user;
  return (decide(placement, user, "username") ?? undeclaredLogin(user)).value;
}
