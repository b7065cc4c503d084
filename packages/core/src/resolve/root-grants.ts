import type { Fleet, Host } from "../parse/fleet.ts";
import type { RootGrant } from "../parse/root-grant.ts";
import { findSelectors, isSelected, parseHostSelector } from "../selection/host-selector.ts";
import { builtIn } from "./decisions.ts";
import type { Decided } from "./resolved-fleet.ts";

/** Whether an entry of `root` is about a host: without `hosts` about NixOS, and never where fleet makes no system. */
export function isGranted(
  { hosts }: RootGrant,
  host: Pick<Host, "id" | "tags" | "platform">,
): boolean {
  if (hosts === undefined) return host.platform === "nixos";
  return host.platform !== "linux" && isSelected(hosts, host);
}

/** How particularly an entry selects a host: by its id, a tag, its platform, or with all others. */
export function rankGrant(
  { hosts = [] }: RootGrant,
  host: Pick<Host, "id" | "tags" | "platform">,
): number {
  const ranks = findSelectors(hosts, host)
    .map((index) => parseHostSelector(hosts[index] ?? "")?.kind ?? "platform")
    .map((kind) => ({ host: 3, tag: 2, platform: 1 })[kind]);
  return Math.max(0, ...ranks);
}

/** A value of an entry, and which entry that is. */
interface RankedValue {
  readonly index: number;
  readonly value: boolean;
  readonly rank: number;
}

/** What entries say of sudo on a host, the most particular first; of equal ones the first. */
export function rankSudo({ root }: Fleet, host: Host): RankedValue[] {
  const said = root.flatMap((grant, index) => {
    const value = grant.sudoNeedsPassword;
    if (value === undefined || !isGranted(grant, host)) return [];
    return [{ index, value, rank: rankGrant(grant, host) }];
  });
  return said.sort((a, b) => b.rank - a.rank);
}

/** Whether sudo asks for a password on a host. */
export function decideSudo(fleet: Fleet, host: Host): Decided<boolean> {
  const [first] = rankSudo(fleet, host);
  if (first === undefined) return asks;
  return { value: first.value, origin: "root", path: ["root", first.index, "sudoNeedsPassword"] };
}

const asks = builtIn(true);

/** Whom Nix trusts on a host beside users, each once: login names, and groups as `@group`. */
export function listTrustedNames({ root }: Fleet, host: Host): Decided<string>[] {
  const names = new Map<string, Decided<string>>();
  for (const [index, grant] of root.entries()) {
    if (!isGranted(grant, host)) continue;
    for (const [position, value] of grant.trustedByNix.entries()) {
      if (names.has(value)) continue;
      names.set(value, { value, origin: "root", path: ["root", index, "trustedByNix", position] });
    }
  }
  return [...names.values()];
}

/** What holds where no entry says anything. */
export const nothingOfRoot = {
  sshKeys: [],
  trustedByNix: [],
  sudoNeedsPassword: asks,
  password: undefined,
} as const;
