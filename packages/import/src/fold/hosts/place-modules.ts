import type { ModuleDeclaration } from "@fleet/core/internal";
import { quote } from "@fleet/diagnostics";
import type { FoldedHost } from "../folded-host.ts";
import { declarableModule, isOfFleet } from "../homes/found-homes.ts";
import type { LeftList } from "../left-list.ts";
import {
  type ChosenPlaces,
  chooseOptionalPlace,
  chooseRequiredPlaces,
  type ModuleOwner,
  moduleKey,
} from "../modules/module-places.ts";

/** Where the modules of systems are. */
export interface PlacedModules {
  /** The places of the layout: empty where there is no such module. */
  readonly host: readonly ModuleDeclaration[];
  readonly hardware: readonly ModuleDeclaration[];
  readonly allHosts: readonly ModuleDeclaration[];
  /** Those that no place finds, by host. */
  readonly byHost: ReadonlyMap<string, readonly ModuleDeclaration[]>;
}

/** Finds a layout for the modules of hosts; what fits into none is declared on the host. */
export function placeModules(hosts: Iterable<FoldedHost>, left: LeftList): PlacedModules {
  const owners = [...hosts]
    .filter(({ platform }) => platform !== "linux")
    .map((host) => ({
      id: host.id,
      ids: { host: host.id, platform: host.platform },
      modules: declarableModules(host, left),
    }));
  const host = chooseRequiredPlaces(owners);
  const allHosts = findCommon(owners);
  const rest = owners.map((owner) => without(owner, host, allHosts));
  const hardware = chooseOptionalPlace(rest);
  return {
    host: host.places,
    hardware: hardware.places,
    allHosts: allHosts === undefined ? [] : [allHosts],
    byHost: new Map(
      rest.map((owner) => [owner.id, without(owner, hardware, undefined).modules] as const),
    ),
  };
}

type HostModules = ModuleOwner & { readonly id: string };

function without(
  owner: HostModules,
  places: ChosenPlaces,
  common: ModuleDeclaration | undefined,
): HostModules {
  const isCommon = (module: ModuleDeclaration) =>
    common !== undefined && moduleKey(module) === moduleKey(common);
  const modules = owner.modules.filter(
    (module) => !places.finds(owner, module) && !isCommon(module),
  );
  return { ...owner, modules };
}

/** The one file that all systems have, where it is one: a place holds no more. */
function findCommon(owners: readonly HostModules[]): ModuleDeclaration | undefined {
  const [first, ...others] = owners;
  if (first === undefined || others.length === 0) return undefined;
  const sets = others.map(({ modules }) => new Set(modules.map(moduleKey)));
  const common = first.modules.filter((module) => sets.every((set) => set.has(moduleKey(module))));
  const [only] = common;
  return common.length === 1 && typeof only === "string" && !/[{}]/.test(only) ? only : undefined;
}

/** Those of the flake's own files, each once; the others are left, with what to do with them. */
function declarableModules(
  { id, platform, found }: FoldedHost,
  left: LeftList,
): readonly ModuleDeclaration[] {
  if (platform === "linux") return [];
  if (found.modules === null) {
    left.add({
      kind: "module",
      about: id,
      message: "Nobody can say of which modules it is put together.",
      help: 'Declare its modules: `modules: ["hosts/NAME.nix"]` on the host, or a place in `layout`.',
    });
    return [];
  }
  const known = new Map<string, ModuleDeclaration>();
  const foreign: string[] = [];
  const inline: string[] = [];
  for (const module of found.modules.filter((one) => !isOfFleet(one))) {
    const declared = declarableModule(module);
    if (declared !== undefined) known.set(moduleKey(declared), declared);
    else if (module.path !== null) inline.push(quote(module.path));
    else (module.isOwn ? inline : foreign).push(nameForeign(module.label));
  }
  if (inline.length > 0) {
    left.add({
      kind: "module",
      about: id,
      message: `It has modules that stand inside of another file, so that nothing names them: ${listOnce(inline)}.`,
      help: "Move each into a file of its own, and declare that in the host's `modules`; or hand it to mkFleet in `hosts.<id>.modules` (with flake-parts: `fleet.hosts.<id>.modules`).",
    });
  }
  if (foreign.length > 0) {
    left.add({
      kind: "module",
      about: id,
      message: `It has modules of other flakes: ${listOnce(foreign)}.`,
      help: "Hand them to mkFleet: in `modules` for all hosts, in `hosts.<id>.modules` for some (with flake-parts: `fleet.modules`, `fleet.hosts.<id>.modules`). That of home-manager comes with homes that are declared.",
    });
  }
  return [...known.values()];
}

function listOnce(labels: readonly string[]): string {
  return [...new Set(labels)].join(", ");
}

/** The folders in which home-manager has its modules say nothing of it. */
function nameForeign(label: string): string {
  return label === "nixos" || label === "nix-darwin"
    ? `that of home-manager (${quote(label)})`
    : quote(label);
}
