import { type Diagnostic, formatPath, type Path, quote } from "@fleet/diagnostics";
import type { Fleet } from "../../parse/fleet.ts";
import type { Decided } from "../../resolve/resolved-fleet.ts";
import type { UidHistory } from "./earlier-fleet.ts";
import { ledgerCodes } from "./ledger-codes.ts";

/** The release that each home began with: by host id, then by user id. */
export type HomeReleases = ReadonlyMap<
  string,
  ReadonlyMap<string, { readonly stateVersion: Decided<string> }>
>;

/**
 * Hosts and homes that were built with another state version. It says with which release the data of a
 * machine began, and no update changes it: raised, services read their old data as if it were new; lowered,
 * the other way round.
 */
export function reportStateVersions(
  { resolved, earlier }: UidHistory,
  { declared, homes }: { readonly declared: Fleet; readonly homes: HomeReleases },
): Diagnostic[] {
  const found = new Map<string, ReleaseChange>();
  const add = (one: Omit<ReleaseChange, "owners">, owner: string) => {
    if (one.from === undefined || one.from === one.to || one.to === "") return;
    const key = JSON.stringify([one.path, one.from]);
    const same = found.get(key) ?? { ...one, owners: [] };
    found.set(key, same);
    if (!same.owners.includes(owner)) same.owners.push(owner);
  };
  for (const before of earlier) {
    for (const { id, platform, stateVersion } of resolved.hosts.values()) {
      const built = before.get(id);
      if (built?.platform !== platform) continue;
      const isOwn = declared.hosts.get(id)?.stateVersion !== undefined;
      const path = isOwn ? ["hosts", id, "stateVersion"] : ["defaults", "stateVersion"];
      add({ path, from: built.stateVersion, to: stateVersion }, quote(id));
      for (const [user, home] of homes.get(id) ?? []) {
        const { value: to, path: place = path } = home.stateVersion;
        const from = built.accounts.get(user)?.home?.stateVersion;
        // What the host decides is said of the host.
        const isOfHost = formatPath(place) === formatPath(path) && from === built.stateVersion;
        if (!isOfHost) add({ path: place, from, to }, `the home of ${quote(user)}`);
      }
    }
  }
  return [...found.values()].map(describeRelease);
}

interface ReleaseChange {
  readonly path: Path;
  readonly from: string | undefined;
  readonly to: string;
  /** What was built with it, as messages name it. */
  readonly owners: string[];
}

function describeRelease({ path, from = "", to, owners }: ReleaseChange): Diagnostic {
  const [first = "", ...more] = owners;
  const whose = `${first}${more.length === 0 ? "" : ` and ${more.length} more`}`;
  const message = `The state version of ${whose} is ${quote(from)}, and would be ${quote(to)}. It is no version to update: it says with which release the data there began.`;
  const isShared = path[0] === "defaults";
  const help = isShared
    ? `Write ${quote(from)} again, and the new one on the hosts that are new: hosts.NAME.stateVersion. Change it only where the data were moved, or the machine was installed anew.`
    : `Write stateVersion: ${quote(from)} again. Change it only where the data were moved, or the machine was installed anew.`;
  return ledgerCodes.create("state-version-changes", message, { path, help });
}
