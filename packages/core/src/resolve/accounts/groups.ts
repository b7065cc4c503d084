import { compareNames } from "@fleet/diagnostics";
import type { Fleet, Group, Host, Placement, User } from "../../parse/fleet.ts";
import { isSelected } from "../../selection/host-selector.ts";
import type { Decided, ResolvedGroup, ResolvedHost } from "../resolved-fleet.ts";
import { listMemberships } from "./primary-group.ts";

/** Groups whose members can become root, with how. */
export const rootEquivalentGroups: ReadonlyMap<string, string> = new Map([
  ["wheel", "its members may use sudo"],
  ["root", "it is root's own group"],
  ["docker", "a container can mount the whole disk as root"],
  ["podman", "a container of the system's socket can mount the whole disk as root"],
  ["lxd", "a container can mount the whole disk as root"],
  ["incus-admin", "a container can mount the whole disk as root"],
  ["libvirtd", "a virtual machine can use the whole disk as root"],
  ["disk", "its members write to raw disks"],
  ["kmem", "its members read the memory of the kernel"],
  ["shadow", "its members read the password hashes"],
  ["systemd-journal-remote", "its members write what the system logs"],
]);

type Groups = readonly Decided<string>[];

/** The groups that everybody on a host gets through its features, in their order. Empty but on NixOS. */
export function resolveFeatureGroups(fleet: Fleet, host: Host): Groups {
  if (host.platform !== "nixos") return [];
  const names = host.features.flatMap((feature) => fleet.features.get(feature)?.groups ?? []);
  return addGroups([], names, () => ({ origin: "feature", path: ["hosts", host.id, "features"] }));
}

/** What the accounts of a host get groups from. */
export interface GroupSource {
  readonly host: Host;
  /** See `resolveFeatureGroups`: worked out once for all accounts. */
  readonly ofFeatures: Groups;
  /** The declared groups that the host has. */
  readonly declared: readonly Group[];
}

/** Lists the declared groups that a host has, in order: those that name it, or no host. None but on NixOS. */
export type GroupLister = (host: Host) => readonly Group[];

/** The lister of a fleet. What most hosts have in common is one list. */
export function createGroupLister({ groups }: Fleet): GroupLister {
  const all = [...groups.values()];
  const everywhere = all.filter(({ hosts }) => hosts === undefined);
  const isSame = everywhere.length === all.length;
  return (host) => {
    if (host.platform !== "nixos") return [];
    return isSame ? everywhere : all.filter(({ hosts }) => isSelected(hosts, host));
  };
}

/**
 * The groups of an account in order: `wheel` if and only if it is admin, those of the host's
 * features, those that name the user as a member, the user's own, without those that the placement takes
 * away; then the placement's. Each once, by whoever names it first.
 */
export function resolveGroups(
  { host, ofFeatures, declared }: GroupSource,
  { user, placement, isAdmin }: { user: User; placement: Placement; isAdmin: Decided<boolean> },
): Groups {
  if (host.platform !== "nixos") return [];
  const wheel = { value: "wheel", origin: "admin", path: isAdmin.path } as const;
  const shared = isAdmin.value ? [wheel, ...ofFeatures] : ofFeatures;
  const names = declared.filter(({ members }) => members.has(user.id)).map(({ name }) => name);
  const ofGroups = addGroups(shared, names, (name) => {
    return { origin: "group", path: ["groups", name, "members"] };
  });
  const ofUser = addGroups(ofGroups, user.own.extraGroups ?? [], () => {
    return { origin: "user", path: ["users", user.id, "extraGroups"] };
  });
  return addGroups(
    takeGroups(ofUser, placement.own.withoutGroups),
    placement.own.extraGroups ?? [],
    () => {
      return { origin: "placement", path: [...placement.path, "extraGroups"] };
    },
  );
}

/** The groups without those of some names; `wheel` goes with being admin alone. */
function takeGroups(groups: Groups, names: readonly string[] | undefined): Groups {
  if (names === undefined || names.length === 0) return groups;
  return groups.filter(({ value }) => value === "wheel" || !names.includes(value));
}

/** The groups, and after them those of the names that are not among them; but never `wheel`. */
function addGroups(
  groups: Groups,
  names: readonly string[],
  decisionOf: (name: string) => Omit<Decided<string>, "value">,
): Groups {
  if (names.length === 0) return groups;
  const known = new Set(groups.map(({ value }) => value)).add("wheel");
  const added = [...new Set(names)].filter((name) => !known.has(name));
  return [...groups, ...added.map((value) => ({ value, ...decisionOf(value) }))];
}

const none: ReadonlyMap<string, ResolvedGroup> = new Map();

/** The declared groups that must exist on a host, with the login names of who is in them, people or not. */
export function resolveHostGroups(
  declared: readonly Group[],
  { accounts, serviceAccounts }: Pick<ResolvedHost, "accounts" | "serviceAccounts">,
): ReadonlyMap<string, ResolvedGroup> {
  if (declared.length === 0) return none;
  const membersByGroup = new Map<string, string[]>();
  const ofServices = [...serviceAccounts.values()].map(({ username, groups, group }) => ({
    username,
    groups: [group, ...groups],
  }));
  const ofPeople = [...accounts.values()].map((account) => ({
    username: account.username,
    groups: listMemberships(account),
  }));
  for (const { username, groups } of [...ofPeople, ...ofServices]) {
    for (const value of new Set(groups.map((one) => one.value))) {
      membersByGroup.set(value, [...(membersByGroup.get(value) ?? []), username.value]);
    }
  }
  return new Map(
    declared.map(({ name, gid }) => {
      const members = membersByGroup.get(name) ?? [];
      return [name, { gid, members: members.sort(compareNames) }];
    }),
  );
}
