import type { Fleet, MovedIds } from "../parse/fleet.ts";

/** Nothing is called otherwise. */
export const noMoves: MovedIds = { users: new Map(), hosts: new Map() };

/** What of `moved` counts: that from an id which is not declared to one that is. */
export function listSoundMoves({ moved, users, hosts }: Fleet): MovedIds {
  return { users: keepSound(moved.users, users), hosts: keepSound(moved.hosts, hosts) };
}

function keepSound(
  moved: ReadonlyMap<string, string>,
  declared: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, string> {
  return new Map([...moved].filter(([old, to]) => !declared.has(old) && declared.has(to)));
}

/** Whether nothing is called otherwise. */
export function isWithoutMoves({ users, hosts }: MovedIds): boolean {
  return users.size + hosts.size === 0;
}
