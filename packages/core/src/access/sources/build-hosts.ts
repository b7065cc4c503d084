import { quote } from "@fleet/diagnostics";
import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import type { ResolvedHost } from "../../resolve/resolved-fleet.ts";
import type { AccessEdge } from "../access-edge.ts";
import { deployPlace, runsAsRoot } from "./deploys.ts";

/** Whoever is root where a system is built decides what runs as root on the host that it is for. */
export function* byBuildingFor(fleet: QueriedFleet): Iterable<AccessEdge> {
  const hosts = [...fleet.resolved.hosts.values()];
  const building = hosts.filter(({ deploy }) => deploy.buildHost !== undefined);
  if (building.length === 0) return;
  const byName = new Map(hosts.map((host) => [host.hostname.toLowerCase(), host]));
  for (const host of building) {
    const text = host.deploy.buildHost?.replaceAll("{host}", host.hostname) ?? "";
    const [, login, machine = ""] = /^(?:(.*)@)?(.*)$/s.exec(text.toLowerCase()) ?? [];
    const exact = byName.get(machine);
    const builder = exact ?? byName.get(machine.replace(/\..*$/s, ""));
    if (builder === undefined || builder.id === host.id) continue;
    const unsure =
      exact === undefined
        ? { unknown: `whether ${quote(machine)} is that host is not declared` }
        : {};
    yield* edgesOf(fleet, { host, builder, isRoot: login === "root", unsure });
  }
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
