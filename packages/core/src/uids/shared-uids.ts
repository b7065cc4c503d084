import { type Diagnostic, type Path, quote, suggestName } from "@fleet/diagnostics";
import { checkReason } from "../checks/acceptance-checks.ts";
import type { DeclaredContext } from "../checks/check.ts";
import { coreCodes } from "../codes.ts";
import type { Fleet } from "../parse/fleet.ts";
import { isGap } from "../parse/gaps.ts";

/** A uid that is two people's, on different NixOS hosts. */
export interface SharedUid {
  readonly uid: number;
  /** Both, in order. */
  readonly users: readonly [string, string];
  /** Where it is pinned. */
  readonly path: Path;
  /** For whom it is pinned there. */
  readonly user: string;
  readonly host: string;
  /** Who else has it. */
  readonly owner: string;
  /** Where else, with the place of its declaration. */
  readonly other: string;
}

/** What `policy.sharedUids` accepts, and what of it was needed. */
export interface ShareAcceptance {
  readonly accepts: (shared: SharedUid) => boolean;
  /** By the index of an entry, those of its users for whom it was needed. */
  readonly used: ReadonlyMap<number, ReadonlySet<string>>;
}

/** Tells whether it is accepted that two people have one uid. */
export function createAcceptance({ policy }: Pick<Fleet, "policy">): ShareAcceptance {
  const used = new Map<number, Set<string>>();
  const accepts = ({ uid, users }: SharedUid) => {
    const index = policy.sharedUids.findIndex(
      (one) => one.uid === uid && users.every((user) => one.users.includes(user)),
    );
    if (index === -1) return false;
    used.set(index, new Set([...(used.get(index) ?? []), ...users]));
    return true;
  };
  return { accepts, used };
}

/** Entries that accept nothing, or name somebody who does not have the uid. */
export function* reportUnusedShares(
  { policy, users: declared, gaps }: Fleet,
  { used }: ShareAcceptance,
): Iterable<Diagnostic> {
  for (const [index, { uid, users, reason }] of policy.sharedUids.entries()) {
    const path = ["policy", "sharedUids", index];
    const needed = used.get(index);
    // Whoever is left out of a fleet with gaps may be the one.
    if (isGap(gaps, ["hosts"]) || isGap(gaps, ["users"])) continue;
    if (needed === undefined) {
      // What is wrong with the entry, or with the uids, has been told.
      const isTold = [...describeEntry({ uid, users, reason }, declared, path)].length > 0;
      if (isTold || isSharedByUsers({ users: declared }, uid, users)) continue;
      const message = `This accepts nothing: the uid ${uid} is not that of several of these people, on different NixOS hosts.`;
      yield coreCodes.create("unused-acceptance", message, { path, help: "Take it out." });
      continue;
    }
    for (const [position, user] of users.entries()) {
      if (needed.has(user) || !declared.has(user)) continue;
      const message = `${quote(user)} does not have the uid ${uid} that is accepted here for ${[...needed].map(quote).join(" and ")}.`;
      const help = `Take ${quote(user)} out.`;
      yield coreCodes.create("unused-acceptance", message, {
        path: [...path, "users", position],
        help,
      });
    }
  }
}

/** Whether a uid is that of several wherever they are, which nothing accepts. */
export function isSharedByUsers(
  { users: declared }: Pick<Fleet, "users">,
  uid: number,
  users: readonly string[],
): boolean {
  return users.filter((user) => declared.get(user)?.own.uid === uid).length > 1;
}

/** What is accepted has two people or more who are declared, and a reason in one line. */
export function* sharedUidsAreWellFormed({ fleet, names }: DeclaredContext): Iterable<Diagnostic> {
  for (const [index, entry] of fleet.policy.sharedUids.entries()) {
    yield* describeEntry(entry, names.users, ["policy", "sharedUids", index]);
  }
}

function* describeEntry(
  { uid, users, reason }: Fleet["policy"]["sharedUids"][number],
  declared: Pick<ReadonlySet<string>, "has" | "keys">,
  path: Path,
): Iterable<Diagnostic> {
  if (uid < 1000 || uid >= 2 ** 31) {
    yield refuse(`${uid} is no uid that people can have on NixOS.`, {
      path: [...path, "uid"],
      help: "Write the uid that the finding names: from 1000 on.",
    });
  }
  for (const [position, user] of users.entries()) {
    const place = [...path, "users", position];
    if (users.indexOf(user) < position) {
      const help = "Take one of the two out.";
      yield refuse(`${quote(user)} is named twice.`, { path: place, help });
    } else if (!declared.has(user)) {
      const help = suggestName(user, [...declared.keys()], "user");
      const message = `The user ${quote(user)} is not declared.`;
      yield coreCodes.create("unknown-user", message, { path: place, help });
    }
  }
  if (users.length < 2) {
    yield refuse("A uid is shared by two people or more.", {
      path: [...path, "users"],
      help: "Name everybody who has it, or take the entry out.",
    });
  }
  yield* checkReason(reason, [...path, "reason"]);
}

function refuse(message: string, details: Pick<Diagnostic, "path" | "help">): Diagnostic {
  return coreCodes.create("bad-acceptance", message, details);
}
