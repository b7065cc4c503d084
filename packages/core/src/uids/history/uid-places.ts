import { quote } from "@fleet/diagnostics";
import type { Account } from "../../resolve/resolved-fleet.ts";
import type { UidLedger } from "../uid-ledger.ts";

/** A uid that somebody has or had on a host. */
export interface BuiltUid {
  readonly host: string;
  readonly platform: string | undefined;
  readonly user: string;
  readonly uid: number;
}

/**
 * In which space a uid is: the id of a Mac, or of a NixOS host on which it is or was pinned as one of these
 * ledgers says; undefined for the space that all NixOS hosts share.
 */
export function findSpace(
  { host, platform, user, uid }: BuiltUid,
  ledgers: readonly (UidLedger | undefined)[],
): string | undefined {
  if (platform === "darwin") return host;
  const isPinned = ledgers.some((ledger) => {
    const space = ledger?.hosts.get(host);
    return space?.accounts.get(uid) === user || space?.tombstones.get(uid) === user;
  });
  return isPinned ? host : undefined;
}

/** A space in a sentence about a uid. */
export function describeSpace(host: string | undefined): string {
  return host === undefined ? "on NixOS" : `on ${quote(host)}`;
}

/** Where somebody declares a uid of a space. */
export function describeDeclaring(user: string, host: string | undefined): string {
  return host === undefined ? `users.${user}` : `the placement on ${quote(host)}`;
}

/** Whether an account's uid is pinned, by its placement. */
export function isPin({ uid }: Account): boolean {
  return uid?.origin === "placement";
}
