import type { ResolvedHost } from "@fleet/core";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import { verifyCodes } from "../codes.ts";
import type { HostFacts } from "../facts/nix-facts.ts";
import { findAccountPath } from "./account-place.ts";
import type { Comparison } from "./difference.ts";
import type { ComputedHome } from "./home-differences.ts";

/** Of a host: its state version is newer than the NixOS that it is built with, which says nothing of it. */
export function* compareRelease(
  { hasModules }: Comparison,
  host: ResolvedHost,
  { privileges: { release } }: HostFacts,
): Iterable<Diagnostic> {
  const { id, platform, stateVersion } = host;
  if (!hasModules || platform !== "nixos" || typeof release !== "string") return;
  if (!isNewer(stateVersion, release)) return;
  yield verifyCodes.create(
    "newer-state-version",
    `The state version of host ${quote(id)} is ${quote(stateVersion)}, and the NixOS that builds it is ${quote(release)}: there are no defaults of a later release.`,
    {
      path: ["hosts", id, "stateVersion"],
      help: `Write the release that the machine was installed with, ${quote(release)} or an older one; or update nixpkgs: nix flake update nixpkgs.`,
    },
  );
}

/**
 * The homes whose state version home-manager does not know, where that is why Nix stopped. It stops at the
 * first of them; here they are all, those of one version as one.
 */
export function listNewerHomes(
  { fleet: { declared } }: Comparison,
  homes: readonly ComputedHome[],
  failures: readonly Diagnostic[],
): Diagnostic[] {
  const known = failures.flatMap(({ message }) => readKnownReleases(message)).toSorted();
  const newest = known.at(-1);
  if (newest === undefined) return [];
  const byPlace = new Map<string, Diagnostic>();
  for (const { account, home, host, name } of homes) {
    const { value } = home.stateVersion;
    if (known.includes(value)) continue;
    const path = findAccountPath({ declared, host, account }, home.stateVersion);
    const place = JSON.stringify(path);
    if (byPlace.has(place)) continue;
    const message = `home-manager does not know the state version ${quote(value)} of ${name}: the newest that it knows is ${quote(newest)}.`;
    const help = `Write the release that the home began with, ${quote(newest)} or an older one; or update home-manager: nix flake update home-manager.`;
    byPlace.set(place, verifyCodes.create("newer-state-version", message, { path, help }));
  }
  return [...byPlace.values()];
}

/** The releases that home-manager names where it refuses a state version; none in another message. */
function readKnownReleases(message: string): string[] {
  const [, list = ""] = /home\.stateVersion' is not of type `one of (.*?)'/s.exec(message) ?? [];
  return [...list.matchAll(/"(\d\d\.\d\d)"/g)].flatMap(([, release]) => release ?? []);
}

/** Whether a release came after another; both are as NixOS writes them, "24.05". */
function isNewer(release: string, other: string): boolean {
  return /^\d\d\.\d\d$/.test(release) && /^\d\d\.\d\d/.test(other) && release > other.slice(0, 5);
}
