import type { Diagnostic, Path } from "@fleet/diagnostics";
import { createOnce, quote } from "@fleet/diagnostics";
import { coreCodes } from "../../codes.ts";
import { isGap } from "../../parse/gaps.ts";
import { rootEquivalentGroups } from "../../resolve/accounts/groups.ts";
import type { Account, ResolvedHost } from "../../resolve/resolved-fleet.ts";
import type { ResolvedContext } from "../check.ts";

type Serving = readonly { readonly host: ResolvedHost; readonly accounts: readonly Account[] }[];

/** The hosts with the accounts that services run for. Hardly any fleet has one, and a large one has many accounts. */
function listServing({ fleet, hosts, distinct }: ResolvedContext): Serving {
  if (!distinct.some(({ account }) => account.codeServer)) return [];
  const isKnown = ({ user }: Account) => !isGap(fleet.gaps, ["users", user, "services"]);
  return [...hosts.values()].flatMap((host) => {
    const all = [...host.accounts.values()].filter(({ codeServer }) => codeServer);
    const accounts = all.filter(isKnown);
    return accounts.length === 0 ? [] : [{ host, accounts }];
  });
}

/** No two services of a host listen on one port. */
export function* portsAreUnique(context: ResolvedContext): Iterable<Diagnostic> {
  const isNew = createOnce();
  for (const { host, accounts } of listServing(context)) {
    const owners = new Map<number, string>();
    for (const account of accounts) {
      const port = account.codeServer?.value.port ?? 0;
      const owner = owners.get(port);
      if (owner === undefined) owners.set(port, account.user);
      const path = placeOf(account, "port");
      if (owner === undefined || !isNew(path, owner)) continue;
      yield coreCodes.create(
        "port-taken",
        `On ${quote(host.id)}, the port ${port} is that of code-server for both ${quote(owner)} and ${quote(account.user)}.`,
        { path, help: "Give one of the two another port." },
      );
    }
  }
}

/** Who lets everybody in has to be reachable through the tailnet alone. */
export function* openServicesAreInTheTailnet(context: ResolvedContext): Iterable<Diagnostic> {
  const { fleet } = context;
  const isNew = createOnce();
  for (const { host, account } of openServices(context)) {
    const address = account.codeServer?.value.host ?? "";
    const path = placeOf(account, "auth");
    const whose = `The code-server of ${quote(account.user)} on ${quote(host.id)}`;
    if (!host.tailscale && !isGap(fleet.gaps, ["hosts", host.id, "tailscale"])) {
      if (!isNew(path, host.id)) continue;
      yield coreCodes.create(
        "tailscale-needed",
        `${whose} lets everybody in (\`auth: "none"\`), and the host is not in the tailnet, which would decide who reaches it.`,
        {
          path,
          help: `Set \`tailscale: true\` on ${quote(host.id)}, or \`auth: "password"\` here.`,
        },
      );
    } else if (!isPrivateAddress(address) && isNew(path, address)) {
      yield coreCodes.create(
        "open-service",
        `${whose} lets everybody in (\`auth: "none"\`) who reaches ${quote(address)}, which may be more than the tailnet.`,
        {
          path,
          help: 'Listen on "127.0.0.1" or on the address of the host in the tailnet, or ask for a password.',
        },
      );
    }
  }
}

/** Loopback, and the addresses that Tailscale gives out (100.64.0.0/10 and fd7a:115c:a1e0::/48). */
function isPrivateAddress(address: string): boolean {
  return (
    address === "localhost" ||
    address === "::1" ||
    /^127\./.test(address) ||
    /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./.test(address) ||
    /^fd7a:115c:a1e0:/i.test(address)
  );
}

/** Whoever has an account on the host reaches all of its addresses, and can act as the one it runs for. */
export function* openServicesAreNotForEverybody(context: ResolvedContext): Iterable<Diagnostic> {
  const isNew = createOnce();
  for (const { host, account } of openServices(context)) {
    const others = [...host.accounts.values()].filter(
      (other) => other !== account && !isAsGoodAsRoot(other),
    );
    const path = placeOf(account, "auth");
    const names = others.map(({ user }) => quote(user)).join(", ");
    if (others.length === 0 || !isNew(path, names)) continue;
    yield coreCodes.create(
      "service-open-to-users",
      `On ${quote(host.id)}, the code-server of ${quote(account.user)} lets everybody in who is on the host, so that ${names} can do all that ${quote(account.user)} can.`,
      { path, help: 'Ask for a password: auth: "password".' },
    );
  }
}

function isAsGoodAsRoot({ isAdmin, groups }: Account): boolean {
  return isAdmin.value || groups.some(({ value }) => rootEquivalentGroups.has(value));
}

function* openServices(
  context: ResolvedContext,
): Iterable<{ host: ResolvedHost; account: Account }> {
  for (const { host, accounts } of listServing(context)) {
    for (const account of accounts) {
      if (account.codeServer?.value.auth === "none") yield { host, account };
    }
  }
}

/** Where the declaration says something about the service of an account. */
function placeOf({ codeServer }: Account, key: "port" | "auth"): Path {
  return [...(codeServer?.path ?? []), key];
}
