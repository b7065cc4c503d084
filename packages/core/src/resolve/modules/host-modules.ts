import type { Platform } from "../../declaration/declaration.ts";
import type { Feature, Fleet, Host } from "../../parse/fleet.ts";
import { type ModuleFinder, type ModuleReference, uniqueModules } from "./module-finder.ts";

/** What hosts have in common: looked for once, however many hosts there are. */
export interface SharedModules {
  readonly allHosts: readonly ModuleReference[];
  /** By platform, then by feature. */
  readonly byFeature: ReadonlyMap<Platform, ReadonlyMap<string, readonly ModuleReference[]>>;
}

/** Finds the modules that hosts have in common. */
export function findSharedModules(fleet: Fleet, finder: ModuleFinder): SharedModules {
  const systems = [...fleet.hosts.values()].filter(({ platform }) => platform !== "linux");
  const used = new Set(systems.flatMap(({ features }) => features));
  const allHosts = systems.length === 0 ? undefined : finder.find("allHosts", {}, ["layout"]);
  const modulesOf = ({ id, modules }: Feature, platform: Platform): readonly ModuleReference[] => {
    const path = ["features", id];
    if (modules !== undefined) return finder.declared(modules, [...path, "modules"], platform);
    const module = used.has(id) ? finder.require("feature", { feature: id }, path) : undefined;
    return module === undefined ? [] : [module];
  };
  const platforms: readonly Platform[] = ["nixos", "darwin"];
  const byFeature = platforms.map((platform) => {
    const all = [...fleet.features.values()];
    return [platform, new Map(all.map((one) => [one.id, modulesOf(one, platform)]))] as const;
  });
  return { allHosts: allHosts === undefined ? [] : [allHosts], byFeature: new Map(byFeature) };
}

/** The modules of a host, from the general to the particular, each once. */
export function listHostModules(
  host: Host,
  shared: SharedModules,
  finder: ModuleFinder,
): ModuleReference[] {
  const ids = { host: host.id, platform: host.platform };
  const path = ["hosts", host.id];
  const own = finder.require("host", ids, path);
  const hardware = finder.find("hardware", ids, path);
  const features = shared.byFeature.get(host.platform);
  return uniqueModules([
    ...shared.allHosts,
    ...host.features.flatMap((feature) => features?.get(feature) ?? []),
    ...(hardware === undefined ? [] : [hardware]),
    ...(own === undefined ? [] : [own]),
    ...finder.declared(host.modules, [...path, "modules"], host.platform),
  ]);
}
