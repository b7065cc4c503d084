import { type Path, quote } from "@fleet/diagnostics";
import { nameSshKey } from "../../keys/ssh-key-name.ts";
import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import { rootEquivalentGroups } from "../../resolve/groups.ts";
import type { ResolvedHost, ResolvedServiceAccount } from "../../resolve/resolved-fleet.ts";
import { isTrustedService } from "../../resolve/trust.ts";
import { findSelector } from "../../selection/host-selector.ts";
import type { AccessEdge, AccessNode } from "../access-edge.ts";
import { accountNode } from "../access-node.ts";

/**
 * What service accounts can do, and who can act as them: the service itself, which runs as its account, and whoever
 * has one of its keys. A key that is also a user's is the user's; any other is the service's own.
 */
export function* byServiceAccounts(fleet: QueriedFleet): Iterable<AccessEdge> {
  const hosts = [...fleet.resolved.hosts.values()].filter((host) => host.serviceAccounts.size > 0);
  if (hosts.length === 0) return;
  const owners = indexOwners(fleet);
  for (const host of hosts) {
    for (const account of host.serviceAccounts.values()) {
      const on: OnHost = { host, account, node: accountNode(account.id, host.id) };
      yield* byRunning(fleet, on, owners);
      yield* byKeys(on, owners);
      yield* byItsGroups(on);
      yield* byTrust(on);
      yield* byNeighbours(on);
    }
  }
}

interface OnHost {
  readonly host: ResolvedHost;
  readonly account: ResolvedServiceAccount;
  readonly node: AccessNode;
}

/** Whoever is the service does what its account can, whether anybody logs in or not. */
function* byRunning(
  { declared }: QueriedFleet,
  { host, account, node }: OnHost,
  owners: Owners,
): Iterable<AccessEdge> {
  const { id, username, sshKeys } = account;
  const selectors = declared.serviceAccounts.get(id)?.hosts ?? [];
  const on = declared.hosts.get(host.id);
  const hasOwnKey = sshKeys.some((key) => !owners.has(nameSshKey(key)));
  const index = on === undefined ? undefined : findSelector(selectors, on);
  yield {
    from: `service:${id}`,
    verb: "login",
    to: node,
    reason: `runs as ${quote(username.value)}${hasOwnKey ? ", or logs in with an SSH key that no user has" : ""}`,
    origin: "service-account",
    path: ["serviceAccounts", id, "hosts", ...(index === undefined ? [] : [index])],
  };
  // Nobody is let in without a key, as far as the declaration tells.
  if (sshKeys.length === 0) return;
  yield {
    from: node,
    verb: "login",
    to: `host:${host.id}`,
    reason: `is on ${quote(host.id)}`,
    origin: "built-in",
    path: undefined,
    ...(account.shell === undefined ? { unknown: nologin } : {}),
  };
}

const nologin = "no shell is declared, and the one that NixOS gives it runs nothing";

/** Users whose keys let them in. */
function* byKeys({ account, node }: OnHost, owners: Owners): Iterable<AccessEdge> {
  const { id, username, sshKeys, shell } = account;
  const users = new Set(sshKeys.flatMap((key) => owners.get(nameSshKey(key)) ?? []));
  for (const user of users) {
    yield {
      from: `user:${user}`,
      verb: "login",
      to: node,
      reason: `logs in as ${quote(username.value)} with an SSH key`,
      origin: "service-account",
      path: ["serviceAccounts", id, "sshKeys"],
      ...(shell === undefined ? { unknown: nologin } : {}),
    };
  }
}

function* byItsGroups({ host, account, node }: OnHost): Iterable<AccessEdge> {
  const { id, username, group, groups } = account;
  for (const { value, origin, path = placeOf(id, username.path) } of [group, ...groups]) {
    const how = value === "wheel" ? undefined : rootEquivalentGroups.get(value);
    if (how === undefined) continue;
    const reason = `is in the group ${quote(value)}: ${how}`;
    yield { from: node, verb: "root", to: `host:${host.id}`, reason, origin, path };
  }
}

function placeOf(id: string, path: Path | undefined): Path {
  return path ?? ["serviceAccounts", id];
}

/** That Nix trusts it, by an entry of `root`. */
function* byTrust({ host, account, node }: OnHost): Iterable<AccessEdge> {
  for (const { value: name, origin, path } of host.root.trustedByNix) {
    if (!isTrustedService(account, name)) continue;
    const reason = `is trusted by Nix as ${quote(name)}`;
    yield { from: node, verb: "trust-nix", to: `host:${host.id}`, reason, origin, path };
  }
}

/** What runs on a host reaches the code-servers there that ask for no password, as everybody does who logs in. */
function* byNeighbours({ host, node }: OnHost): Iterable<AccessEdge> {
  for (const { username, codeServer } of host.accounts.values()) {
    if (codeServer?.value.auth !== "none") continue;
    const { host: address, port } = codeServer.value;
    yield {
      from: node,
      verb: "reach",
      to: `unit:code-server-${username.value}@${host.id}`,
      reason: `reaches the code-server of ${quote(username.value)} at ${address}:${port}, as everybody does on the host`,
      origin: codeServer.origin,
      path: codeServer.path,
    };
  }
}

/** The users who have a key, by its name. */
type Owners = ReadonlyMap<string, readonly string[]>;

function indexOwners({ declared, resolved }: QueriedFleet): Owners {
  const owners = new Map<string, Set<string>>();
  const add = (user: string, name: string) => {
    const known = owners.get(name) ?? new Set();
    owners.set(name, known.add(user));
  };
  // Keys from files stand in accounts alone, and those of people without an account nowhere else.
  for (const [user, { sshKeys }] of declared.users) {
    for (const key of sshKeys) {
      if (!("file" in key)) add(user, nameSshKey(key));
    }
  }
  const seen = new Set<object>();
  for (const { accounts } of resolved.hosts.values()) {
    for (const { user, sshKeys } of accounts.values()) {
      if (seen.has(sshKeys)) continue;
      seen.add(sshKeys);
      for (const key of sshKeys) add(user, nameSshKey(key));
    }
  }
  return new Map([...owners].map(([name, users]) => [name, [...users].sort()]));
}
