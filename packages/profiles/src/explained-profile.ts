import { type ExplainedModule, traceModules } from "@fleet/core/internal";
import type { Path } from "@fleet/diagnostics";
import type { FleetOfHomes } from "./explained-home.ts";
import { listProfileModules } from "./home-modules.ts";
import { orderProfiles } from "./profile-order.ts";
import { listProfiles, type ProfileOnHost } from "./profile-query.ts";

/** A profile: what it is made of, and who has it. A row of plain data, as JSON holds it. */
export interface ExplainedProfile {
  readonly profile: string;
  readonly path: Path;
  /** The profiles that it stands for, in the order in which their modules are imported: itself last. */
  readonly order: readonly string[];
  /** What it says itself. */
  readonly extends: readonly string[];
  readonly aggregates: readonly string[];
  /** The profiles that extend it, in order. */
  readonly extendedBy: readonly string[];
  /** What it adds to a home on a platform, in the order of import. */
  readonly modules: {
    readonly nixos: readonly ExplainedModule[];
    readonly darwin: readonly ExplainedModule[];
  };
  /** The homes that have it, by hosts and then users. */
  readonly homes: readonly ProfileOnHost[];
  /** Where it is named for whole hosts, or the fleet, in the order in which those are asked. */
  readonly namedBy: readonly { readonly path: Path }[];
}

/** Explains a profile; undefined where there is none. */
export function explainProfile(fleet: FleetOfHomes, id: string): ExplainedProfile | undefined {
  const { declared, homes } = fleet;
  const profile = declared.profiles.get(id);
  if (profile === undefined) return undefined;
  const orders = orderProfiles(declared.profiles).value;
  const all = [...declared.profiles.values()];
  return {
    profile: id,
    path: ["profiles", id],
    order: orders.get(id) ?? [],
    extends: profile.extends,
    aggregates: profile.aggregates,
    extendedBy: all.flatMap((one) => (one.extends.includes(id) ? one.id : [])),
    modules: {
      nixos: explainModules(fleet, id, "nixos"),
      darwin: explainModules(fleet, id, "darwin"),
    },
    homes: listProfiles(homes).filter(({ profile: of }) => of === id),
    namedBy: listNaming(declared, id).map((path) => ({ path })),
  };
}

function explainModules(
  { declared, files }: FleetOfHomes,
  id: string,
  platform: "nixos" | "darwin",
): ExplainedModule[] {
  const orders = orderProfiles(declared.profiles).value;
  const tracer = traceModules(declared, files);
  return tracer.explain(
    listProfileModules(declared, { orders, platform, finder: tracer.finder }, id),
  );
}

function listNaming({ defaults, hosts }: FleetOfHomes["declared"], id: string): Path[] {
  const ofHosts = [...hosts.values()].flatMap((host): Path[] =>
    host.homeProfile === id ? [["hosts", host.id, "homeProfile"]] : [],
  );
  return [
    ...(defaults.nonAdminProfile === id ? [["defaults", "nonAdminProfile"]] : []),
    ...ofHosts,
    ...(defaults.homeProfile === id ? [["defaults", "homeProfile"]] : []),
  ];
}
