import { quote } from "@fleet/diagnostics";
import { splitHostName } from "../../declaration/names.ts";
import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import type { ResolvedHost } from "../../resolve/resolved-fleet.ts";
import type { AccessEdge } from "../access-edge.ts";
import { deployPlace, runsAsRoot } from "./deploys.ts";

/** Whoever is root where a system is built decides what runs as root on the host that it is for. */
export function* byBuildingFor(fleet: QueriedFleet): Iterable<AccessEdge> {
  const hosts = [...fleet.resolved.hosts.values()];
  const building = hosts.filter(({ deploy }) => deploy.buildHost !== undefined);
  if (building.length === 0) return;
  const byName = Map.groupBy(hosts, (host) => host.hostname.toLowerCase());
  for (const host of building) {
    const text = host.deploy.buildHost?.replaceAll("{host}", host.hostname) ?? "";
    const [, login, machine = ""] = /^(?:(.*)@)?(.*)$/s.exec(text.toLowerCase()) ?? [];
    for (const { builder, isSure } of findBuilders(machine, byName)) {
      if (builder.id === host.id) continue;
      const unknown = `whether ${quote(machine)} is that host is not declared`;
      const unsure = isSure ? {} : { unknown };
      yield* edgesOf(fleet, { host, builder, isRoot: login === "root", unsure });
    }
  }
}

/** The hosts that a machine may be, by the name that it is called: with its domain, or without. */
function findBuilders(
  machine: string,
  byName: ReadonlyMap<string, readonly ResolvedHost[]>,
): { readonly builder: ResolvedHost; readonly isSure: boolean }[] {
  const named = byName.get(machine) ?? [];
  if (named.length > 0) {
    return named.map((builder) => ({ builder, isSure: named.length === 1 }));
  }
  const [label, domain] = splitHostName(machine);
  const known = byName.get(label) ?? [];
  const exact = known.find((host) => host.domain?.toLowerCase() === domain);
  if (exact !== undefined) return [{ builder: exact, isSure: true }];
  // Whose domain is known, and another one, is another machine.
  const open = known.filter((host) => host.domain === undefined);
  return open.map((builder) => ({ builder, isSure: false }));
}

interface Building {
  readonly host: ResolvedHost;
  readonly builder: ResolvedHost;
  readonly isRoot: boolean;
  readonly unsure: Pick<AccessEdge, "unknown">;
}

function* edgesOf(
  fleet: QueriedFleet,
  { host, builder, isRoot, unsure }: Building,
): Iterable<AccessEdge> {
  const place = deployPlace(fleet, host.id, "buildHost");
  yield {
    from: `host:${builder.id}`,
    verb: "deploy",
    to: `host:${host.id}`,
    reason: `builds what ${quote(host.id)} runs, on ${quote(builder.id)}`,
    ...place,
    ...unsure,
  };
  yield runsAsRoot(`host:${host.id}`);
  // Who has a key of root's there is root anyway.
  if (!isRoot || builder.root.sshKeys.length > 0) return;
  yield {
    from: `somebody:deploy@${host.id}`,
    verb: "root",
    to: `host:${builder.id}`,
    reason: `builds as root on ${quote(builder.id)}`,
    ...place,
    unknown: "whose key lets root in is not declared",
  };
}
