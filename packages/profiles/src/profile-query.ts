import type { HomeMode } from "@fleet/core/internal";
import { formatPath } from "@fleet/diagnostics";
import type { Homes } from "./home.ts";

/** Which profile somebody's home on a host has. A row of plain data, as JSON holds it. */
export interface ProfileOnHost {
  readonly host: string;
  /** The user's id. */
  readonly user: string;
  /** Null where nothing gives the home one. */
  readonly profile: string | null;
  /** Where it is declared: `defaults.nonAdminProfile`; null where it is not. */
  readonly because: string | null;
  readonly mode: HomeMode;
}

/** The profile of every home on a host, in the order of the accounts; without a host, on every one. */
export function listProfiles({ byHost }: Homes, host?: string): ProfileOnHost[] {
  const hosts = [...byHost].filter(([id]) => host === undefined || id === host);
  return hosts.flatMap(([id, homes]) =>
    [...homes].map(([user, { profile, mode }]) => ({
      host: id,
      user,
      profile: profile.value,
      because: profile.path === undefined ? null : formatPath(profile.path),
      mode: mode.value,
    })),
  );
}
