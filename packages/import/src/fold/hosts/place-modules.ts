import type { ModuleDeclaration } from "@fleet/core/internal";
import { quote } from "@fleet/diagnostics";
import type { FoundModule } from "../../found/found-fleet.ts";
import type { FoldedHost } from "../fold-context.ts";
import { declarableModule } from "../homes/found-homes.ts";
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
  for (const module of found.modules) {
    const declared = declarableModule(module, platform);
    if (declared === undefined) leaveModule(id, module, left);
    else known.set(moduleKey(declared), declared);
  }
  return [...known.values()];
}

function leaveModule(id: string, module: FoundModule, left: LeftList): void {
  if (module.path !== null) {
    left.add({
      kind: "module",
      about: id,
      message: `The module ${quote(module.path)} cannot be named by a path in a declaration.`,
      help: "Give it to all hosts by `fleet.modules` in flake.nix, or to this one by `fleet.hosts.<id>.modules`.",
    });
    return;
  }
  const { label, isOwn } = module;
  left.add({
    kind: "module",
    about: id,
    message: isOwn
      ? `${quote(label)} is a module that stands in the flake itself, in no file of its own.`
      : `${quote(label)} is a module of another flake.`,
    help: isOwn
      ? "Move it into a file, and declare that in the host's `modules`; or give it by `fleet.hosts.<id>.modules` in flake.nix."
      : "Give it to all hosts by `fleet.modules` in flake.nix, or to some by `fleet.hosts.<id>.modules`.",
  });
}
