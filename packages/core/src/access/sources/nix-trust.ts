import { quote } from "@fleet/diagnostics";
import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import type { Account, ResolvedHost } from "../../resolve/resolved-fleet.ts";
import { isTrustedName } from "../../resolve/trust.ts";
import type { AccessEdge } from "../access-edge.ts";
import { accountNode } from "../access-node.ts";
import type { AccountOnHost } from "../access-sources.ts";

/** Whom Nix trusts where fleet makes the system: who is to be, by default the admins, and members of groups. */
export function* byTrustOfNix(
  _: QueriedFleet,
  { host, account }: AccountOnHost,
): Iterable<AccessEdge> {
  const { id, platform, root } = host;
  if (platform === "linux") return;
  const edge = {
    from: accountNode(account.user, id),
    verb: "trust-nix",
    to: `host:${id}`,
  } as const;
  const { value: isTrusted, origin, path } = account.isTrustedByNix;
  if (isTrusted) {
    const reason = `is trusted by Nix${origin === "admin" ? ", as admins are" : ""}`;
    yield { ...edge, reason, origin, path };
  }
  for (const { value: name, ...decided } of root.trustedByNix) {
    const can = isTrustedName(host, account, name);
    if (can === undefined) continue;
    const reason = describeTrust(name);
    yield { ...edge, reason, ...decided, ...(can === "unknown" ? { unknown: ofMac } : {}) };
  }
}

function describeTrust(name: string): string {
  if (name === "*") return "is trusted by Nix, as everybody is";
  const group = name.startsWith("@") ? `is in the group ${quote(name.slice(1))}, which` : "is whom";
  return `${group} Nix trusts`;
}

const ofMac = "macOS says who is in its groups";

/** Whom Nix trusts that is no account of the fleet: whoever it is, is somebody. */
export function* byTrustedNames(_: QueriedFleet, host: ResolvedHost): Iterable<AccessEdge> {
  const { id, platform, root } = host;
  if (platform === "linux") return;
  const accounts = [...host.accounts.values()];
  for (const { value: name, ...decided } of root.trustedByNix) {
    if (isKnown(host, accounts, name)) continue;
    const isGroup = name.startsWith("@");
    yield {
      from: `somebody:${name}@${id}`,
      verb: "trust-nix",
      to: `host:${id}`,
      reason: isGroup ? describeTrust(name) : `is ${quote(name)}, whom Nix trusts`,
      ...decided,
      ...(isGroup ? { unknown: "who is in the group is not declared" } : {}),
    };
  }
}

/** Whether all whom a name stands for are told by their accounts. */
function isKnown(host: ResolvedHost, accounts: readonly Account[], name: string): boolean {
  return (
    host.groups.has(name.slice(1)) ||
    accounts.some((account) => isTrustedName(host, account, name) !== undefined)
  );
}

/**
 * That trust amounts to root, as nix.conf(5) says of trusted-users: "adding a user to trusted-users is
 * essentially equivalent to giving that user root access to the system".
 */
export function* trustIsRoot(_: QueriedFleet, { id }: ResolvedHost): Iterable<AccessEdge> {
  yield {
    from: `host:${id}`,
    needs: "trust-nix",
    verb: "root",
    to: `host:${id}`,
    reason: "can have Nix do anything as root",
    origin: "built-in",
    path: undefined,
  };
}
