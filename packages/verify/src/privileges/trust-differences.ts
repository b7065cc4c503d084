import type { ResolvedHost } from "@fleet/core";
import { type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { type Comparison, createDifference, subtract } from "../differences/difference.ts";
import type { HostFacts } from "../facts/nix-facts.ts";

const option = "nix.settings.trusted-users";

/** How those whom Nix trusts on a host, which amounts to being root, differ from root and those whom the fleet says it of. */
export function* compareTrust(
  comparison: Comparison,
  host: ResolvedHost,
  facts: HostFacts,
): Iterable<Diagnostic> {
  if (facts.trustedUsers === undefined) return;
  const trustedUsers = [...facts.trustedUsers, ...facts.privileges.moreTrusted];
  const computed = ["root", ...host.trustedUsers];
  for (const login of subtract(computed, trustedUsers)) {
    yield createDifference(comparison, {
      what: "missing-trusted-user",
      path: findTrustPath(comparison, host, login),
      message: `Nix does not trust ${quote(login)} on host ${quote(host.id)}, and was to: root is, and whomever the declaration says it of, by default the admins.`,
      option,
    });
  }
  // Whom a group is enough for may be named as well.
  const isTrusted = new Set(listTrustedLogins(host));
  for (const name of subtract(trustedUsers, computed)) {
    if (isTrusted.has(name) || isGroupOfAdmins(name, host, facts)) continue;
    yield createDifference(comparison, {
      what: "trusted-user",
      path: findTrustPath(comparison, host, name),
      message: `Nix trusts ${describeTrusted(name)} on host ${quote(host.id)}, which amounts to being root; only ${computed.map(quote).join(", ")} should be.`,
      option,
    });
  }
}

/**
 * Whether an entry such as `@wheel` trusts nobody but admins. Who is in a Mac's groups is not for Nix
 * to say; there, admins are to be in `admin`.
 */
function isGroupOfAdmins(name: string, host: ResolvedHost, { users }: HostFacts): boolean {
  if (!name.startsWith("@")) return false;
  if (host.platform === "darwin") return name === "@admin";
  const members = [...users].filter(([, { groups, primaryGroup }]) =>
    [...(groups ?? []), primaryGroup].includes(name.slice(1)),
  );
  const isTrusted = new Set(listTrustedLogins(host));
  return name === "@wheel" && members.every(([login]) => isTrusted.has(login));
}

/** The accounts that Nix is to trust, by name or by a group. */
function listTrustedLogins({ accounts }: ResolvedHost): readonly string[] {
  const trusted = [...accounts.values()].filter(({ isTrustedByNix }) => isTrustedByNix.value);
  return trusted.map(({ username }) => username.value);
}

function describeTrusted(name: string): string {
  if (name === "*") return 'everybody ("*")';
  return name.startsWith("@") ? `everybody in the group ${quote(name.slice(1))}` : quote(name);
}

/** Where it is said of somebody; the host, for somebody whom it does not have. */
function findTrustPath({ fleet }: Comparison, host: ResolvedHost, login: string): Path {
  const account = [...host.accounts.values()].find(({ username }) => username.value === login);
  const beside = host.root.trustedByNix.find(({ value }) => value === login);
  if (account === undefined) return beside?.path ?? ["hosts", host.id];
  const placement = fleet.declared.hosts.get(host.id)?.placements.get(account.user);
  return placement?.path ?? ["hosts", host.id];
}
