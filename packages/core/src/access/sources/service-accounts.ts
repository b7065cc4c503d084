import { type Path, quote } from "@fleet/diagnostics";
import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import { rootEquivalentGroups } from "../../resolve/accounts/groups.ts";
import type { ResolvedHost, ResolvedServiceAccount } from "../../resolve/resolved-fleet.ts";
import { isTrustedService } from "../../resolve/trust.ts";
import { findSelector } from "../../selection/host-selector.ts";
import type { AccessEdge, AccessNode } from "../access-edge.ts";
import { accountNode } from "../access-node.ts";
import { indexKeyOwners, type KeyOwners } from "./key-owners.ts";
import { describeLoginKeys } from "./key-words.ts";

/**
 * What service accounts can do, and who can act as them: the service itself, which runs as its account, and whoever
 * has one of its keys. A key that is also a user's is the user's; any other is the service's own, or of all services
 * that have it.
 */
export function* byServiceAccounts(fleet: QueriedFleet): Iterable<AccessEdge> {
  const hosts = [...fleet.resolved.hosts.values()].filter((host) => host.serviceAccounts.size > 0);
  if (hosts.length === 0) return;
  const owners = indexKeyOwners(fleet);
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
  owners: KeyOwners,
): Iterable<AccessEdge> {
  const { id, username, sshKeys } = account;
  const selectors = declared.serviceAccounts.get(id)?.hosts ?? [];
  const on = declared.hosts.get(host.id);
  const hasOwnKey = sshKeys.some((key) => owners.of(key).includes(`service:${id}`));
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

/** Users and other services whose keys let them in, and whoever has a certificate by one that signs them. */
function* byKeys({ host, account, node }: OnHost, owners: KeyOwners): Iterable<AccessEdge> {
  const { id, username, sshKeys, shell } = account;
  const shared = {
    verb: "login",
    to: node,
    origin: "service-account",
    path: ["serviceAccounts", id, "sshKeys"],
  } as const;
  const holders = new Set(sshKeys.flatMap((key) => owners.of(key)));
  holders.delete(`service:${id}`);
  for (const from of holders) {
    const own = sshKeys.filter((key) => owners.of(key).includes(from));
    const keys = describeLoginKeys(own);
    const unknown = shell === undefined ? nologin : keys.unknown;
    const reason = `logs in as ${quote(username.value)}${keys.own}`;
    yield {
      from,
      reason,
      ...shared,
      ...(unknown === undefined ? {} : { unknown }),
    };
  }
  for (const certificate of describeLoginKeys(sshKeys).certificates) {
    yield {
      from: `somebody:certificate-${id}@${host.id}`,
      reason: `logs in as ${quote(username.value)}${certificate}`,
      ...shared,
      unknown: "whom that key signs certificates for is not declared",
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
