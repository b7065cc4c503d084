import type { FoundHost } from "../../found/found-fleet.ts";
import type { FoundUser } from "../../found/found-user.ts";
import type { PersonalAccount } from "./list-accounts.ts";
import { uidProblem } from "./uid-problem.ts";

/** On NixOS who is in wheel; on a Mac who is in a group of admins or trusted by Nix, and nobody whom nix-darwin manages. */
export function readAdmin({ host, user }: PersonalAccount): boolean | undefined {
  if (host.platform === "nixos") return user.group === "wheel" || user.groups.includes("wheel");
  if (host.platform === "linux") return undefined;
  const { knownUsers, trustedUsers } = host.found;
  if (user.groups.includes("admin") || user.groups.includes("wheel")) return true;
  const isNumbered = user.uid !== null && uidProblem(user.uid, "darwin") === undefined;
  if (knownUsers?.includes(user.login) === true && isNumbered) return false;
  return trustedUsers?.includes(user.login) === true ? true : undefined;
}

/**
 * Whoever is not the primary user of a Mac, and is left to macOS or has no uid that can be declared, is an admin in a
 * declaration: anybody else fleet would have nix-darwin manage.
 */
export function isLeftToMacos({ host, user }: PersonalAccount): true | undefined {
  return host.platform === "darwin" && user.login !== host.found.primaryUser ? true : undefined;
}

/**
 * By its name, or by a group that it is known to be in: who is in groups of a Mac, macOS knows. Trust in everybody is
 * nobody's own: written down for each, it would stay when somebody thinks better of it.
 */
export function readTrust(
  { trustedUsers, platform }: FoundHost,
  user: FoundUser,
): boolean | undefined {
  if (trustedUsers === null) return undefined;
  if (trustedUsers.includes(user.login)) return true;
  const all = [...user.groups, ...(user.group === null ? [] : [user.group])];
  const groups = platform === "darwin" ? ["staff"] : all;
  const isOfGroup = groups.some((group) => trustedUsers.includes(`@${group}`));
  return isOfGroup || (trustedUsers.includes("*") ? undefined : false);
}
