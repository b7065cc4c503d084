import { beginsWithKeyType } from "../../keys/ssh-public-key.ts";
import type { Fleet, Host } from "../../parse/fleet.ts";
import { canEndWith, dayAfter } from "../accounts/expiry.ts";
import { decide } from "../decisions.ts";
import type { ResolvedSshKey } from "../resolved-fleet.ts";
import type { KeyOwners } from "./key-owners.ts";

/**
 * The last day on which an owner of keys, such as `user:ada`, logs in: on a host with an account there what that says,
 * disabled or not, and otherwise what the user says. Undefined without an end.
 */
export function lastDayOf(
  { users }: Fleet,
  owner: string,
  host: Host | undefined,
): string | undefined {
  const id = owner.startsWith("user:") ? owner.slice("user:".length) : undefined;
  const user = id === undefined ? undefined : users.get(id);
  if (user === undefined) return undefined;
  const placement = host?.placements.get(user.id);
  const day =
    placement === undefined ? user.own.expires : decide(placement, user, "expires")?.value;
  return day !== undefined && canEndWith(day) ? day : undefined;
}

/** The last of days; undefined where one is without an end, or there is none. */
export function latestDay(days: readonly (string | undefined)[]): string | undefined {
  if (days.includes(undefined)) return undefined;
  return [...days].sort().at(-1);
}

/**
 * A key that is good up to a day and no longer, by the option that sshd has for that (sshd(8), `expiry-time`): a date
 * stands for the beginning of that day where the machine is, and of several the earliest counts.
 */
export function endKey(key: ResolvedSshKey, lastDay: string | undefined): ResolvedSshKey {
  if (lastDay === undefined) return key;
  const end = `expiry-time="${dayAfter(lastDay).replaceAll("-", "")}"`;
  if (typeof key === "object") {
    const { env, options } = key;
    return { env, options: options === undefined ? end : join(end, options) };
  }
  return beginsWithKeyType(key) ? `${end} ${key}` : join(end, key);
}

/** Puts an option before others, unless it is the first of these already. */
function join(end: string, options: string): string {
  return options === end || options.startsWith(`${end},`) || options.startsWith(`${end} `)
    ? options
    : `${end},${options}`;
}

/** The keys of service accounts: one that only people have who log in no longer is good no longer either. */
export function endServiceKeys(
  fleet: Fleet,
  serviceKeys: ReadonlyMap<string, readonly ResolvedSshKey[]>,
  ownersOf: KeyOwners,
): ReadonlyMap<string, readonly ResolvedSshKey[]> {
  if ([...fleet.users.values()].every(({ own }) => own.expires === undefined)) return serviceKeys;
  const end = (key: ResolvedSshKey) =>
    endKey(key, latestDay(ownersOf(key).map((owner) => lastDayOf(fleet, owner, undefined))));
  return new Map([...serviceKeys].map(([id, keys]) => [id, keys.map(end)]));
}
