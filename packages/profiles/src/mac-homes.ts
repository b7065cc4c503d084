import type { ResolvedFleet, ResolvedHost } from "@fleet/core";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import { profilesCodes } from "./codes.ts";
import type { Home } from "./home.ts";

/**
 * The homes of a Mac's further people that come with the system though nobody declared it for them. Whoever
 * switches the system writes into their home, which macOS refuses: "bug: facing multiple permission denied in
 * multi user setup in nix-darwin", https://github.com/nix-community/home-manager/issues/9405. Each person once,
 * in the order of the hosts.
 */
export function reportMacHomes(
  resolved: ResolvedFleet,
  byHost: ReadonlyMap<string, ReadonlyMap<string, Home>>,
): Diagnostic[] {
  const hostsOf = new Map<string, string[]>();
  for (const host of resolved.hosts.values()) {
    if (host.platform !== "darwin" || host.accounts.size < 2) continue;
    const main = findMain(host);
    for (const [user, { mode }] of byHost.get(host.id) ?? []) {
      const isDeclared = mode.origin === "placement" || mode.origin === "user";
      const isIntegrated = mode.value === "integrated" || mode.value === "both";
      if (user === main || isDeclared || !isIntegrated) continue;
      const hosts = hostsOf.get(user);
      if (hosts === undefined) hostsOf.set(user, [host.id]);
      else hosts.push(host.id);
    }
  }
  return [...hostsOf].map(([user, hosts]) => describeMacHome(user, hosts));
}

/** Whose Mac it is, who switches it: its primary user; where none is declared, its first admin. */
function findMain({ primaryUser, accounts }: ResolvedHost): string | undefined {
  const all = [...accounts.values()];
  return primaryUser ?? (all.find(({ isAdmin }) => isAdmin.value) ?? all[0])?.user;
}

function describeMacHome(user: string, [host = "", ...more]: readonly string[]): Diagnostic {
  const where = `on the Mac ${quote(host)}${more.length === 0 ? "" : ` and ${more.length} more`}`;
  const message = `The home of ${quote(user)} ${where} comes with the system by default, and macOS does not let somebody else who switches that write into it (home-manager issue 9405).`;
  const help = `Write in the host's \`users\`: { ${quote(user)}: { home: "standalone" } }, so that ${quote(user)} switches it; or home: "integrated" to keep it as it is.`;
  return profilesCodes.create("mac-home-of-another", message, { path: ["users", user], help });
}
