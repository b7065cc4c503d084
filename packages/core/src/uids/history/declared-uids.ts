import type { Path } from "@fleet/diagnostics";
import type { Decided, ResolvedHost } from "../../resolve/resolved-fleet.ts";

/** Tells where a uid is declared for a user; undefined where it is not. */
export type UidDeclarations = (user: string, uid: number) => Path | undefined;

/** The declarations of uids that count on these hosts: the first placement that says so, or else the user. */
export function indexDeclaredUids(hosts: Iterable<ResolvedHost>): UidDeclarations {
  const known = new Map<string, Map<number, Decided<number>>>();
  for (const { accounts } of hosts) {
    for (const { user, uid } of accounts.values()) {
      if (uid?.path === undefined) continue;
      const ofUser = known.get(user) ?? new Map<number, Decided<number>>();
      known.set(user, ofUser);
      const isFirst = uid.origin === "placement" && ofUser.get(uid.value)?.origin !== "placement";
      if (isFirst || !ofUser.has(uid.value)) ofUser.set(uid.value, uid);
    }
  }
  return (user, uid) => known.get(user)?.get(uid)?.path;
}
