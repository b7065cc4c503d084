import type { Fleet, Host, ServiceAccount } from "../../parse/fleet.ts";
import { findSelector } from "../../selection/host-selector.ts";
import { builtIn } from "../decisions.ts";
import type {
  Decided,
  ResolvedHost,
  ResolvedServiceAccount,
  ResolvedSshKey,
} from "../resolved-fleet.ts";

/** The service accounts of a host, by id and in order. */
export type ServiceAccountLister = (host: Host) => ResolvedHost["serviceAccounts"];

const none: ResolvedHost["serviceAccounts"] = new Map();

/**
 * Lists the service accounts of hosts: of NixOS alone. Nothing about one differs between hosts, so that each is one
 * object; and hosts that have the same ones share the map.
 */
export function createServiceAccountLister(
  { serviceAccounts }: Fleet,
  sshKeys: ReadonlyMap<string, readonly ResolvedSshKey[]>,
): ServiceAccountLister {
  if (serviceAccounts.size === 0) return () => none;
  const all = [...serviceAccounts.values()].map((declared) => ({
    declared,
    resolved: resolveServiceAccount(declared, sshKeys.get(declared.id) ?? []),
  }));
  const known = new Map<string, ResolvedHost["serviceAccounts"]>();
  return (host) => {
    if (host.platform !== "nixos") return none;
    const own = all.filter(({ declared }) => findSelector(declared.hosts, host) !== undefined);
    const key = JSON.stringify(own.map(({ declared }) => declared.id));
    const found =
      known.get(key) ?? new Map(own.map(({ declared, resolved }) => [declared.id, resolved]));
    known.set(key, found);
    return found;
  };
}

function resolveServiceAccount(
  account: ServiceAccount,
  sshKeys: readonly ResolvedSshKey[],
): ResolvedServiceAccount {
  const { id, purpose } = account;
  const path = ["serviceAccounts", id];
  const decided = <T>(key: string, value: T | undefined): Decided<T> | undefined =>
    value === undefined ? undefined : { value, origin: "service-account", path: [...path, key] };
  const username = decided("username", account.username) ?? builtIn(id);
  const group = decided("group", account.group) ?? builtIn(username.value);
  const groups = [...new Set(account.extraGroups)].filter((name) => name !== "wheel");
  return {
    id,
    username,
    description: decided("description", account.description) ?? decided("purpose", purpose),
    uid: decided("uid", account.uid),
    group,
    hasOwnGroup: group.value === username.value,
    groups: groups.flatMap((name) => decided("extraGroups", name) ?? []),
    homeDirectory: decided("homeDirectory", account.homeDirectory),
    createsHome: decided("createHome", account.createHome) ?? builtIn(false),
    shell: decided("shell", account.shell),
    sshKeys,
  };
}
