import type { ResolvedHost } from "@fleet/core";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import type { HostFacts } from "../facts/nix-facts.ts";
import { compareCodeServer, nameCodeServer } from "./code-server-differences.ts";
import { type Comparison, compareValue, createDifference } from "./difference.ts";

/** How the services of a host that were computed differ from those that Nix runs there. */
export function* compareServices(
  comparison: Comparison,
  host: ResolvedHost,
  facts: HostFacts,
): Iterable<Diagnostic> {
  yield* compareTailscale(comparison, host, facts);
  const units = new Set<string>();
  for (const account of host.accounts.values()) {
    if (account.codeServer === undefined) continue;
    const unit = nameCodeServer(account);
    units.add(unit);
    yield* compareCodeServer(comparison, { host, account }, facts.codeServers.get(unit));
  }
  for (const [unit, { runsCodeServer, user }] of facts.codeServers) {
    if (units.has(unit) || !runsCodeServer) continue;
    const whose = typeof user === "string" ? ` as ${quote(user)}` : "";
    yield createDifference(comparison, {
      what: "unexpected-code-server",
      path: ["hosts", host.id],
      message: `Nix runs code-server in ${quote(unit)}${whose} on host ${quote(host.id)}, which was not computed: who reaches it can do what its user can.`,
      option: `systemd.services.${unit}`,
      ...(comparison.hasModules ? {} : { severity: "error" }),
      help: "A module of your own makes it. Declare it in `services.codeServer` of its user, which also sees to the ports.",
    });
  }
}

/** A Tailscale that modules switch on is their author's business; one that is off is not. */
function* compareTailscale(
  comparison: Comparison,
  { id, tailscale }: ResolvedHost,
  facts: HostFacts,
): Iterable<Diagnostic> {
  if (!tailscale && comparison.hasModules) return;
  yield* compareValue(comparison, {
    what: "tailscale",
    subject: `Whether host ${quote(id)} has Tailscale`,
    computed: tailscale,
    found: facts.tailscale,
    path: ["hosts", id, "tailscale"],
    option: "services.tailscale.enable",
  });
}
