import type { Fleet } from "@fleet/core";
import type {
  ModuleReference,
  Platform,
  SharedModuleDeclaration,
  User,
} from "@fleet/core/internal";
import { type ModuleFinder, uniqueModules } from "@fleet/core/internal";
import type { Path } from "@fleet/diagnostics";
import type { HomeQuestion } from "./home-decisions.ts";

/** The home modules of the account that a question is about, in a home with that profile or none. */
export type ModuleLister = (
  question: HomeQuestion,
  profile: string | null,
) => readonly ModuleReference[];

/** Lists the home modules of accounts; what accounts on hosts of one platform have in common is looked for once. */
export function createModuleLister(
  fleet: Fleet,
  orders: ReadonlyMap<string, readonly string[]>,
  finder: ModuleFinder,
): ModuleLister {
  const byPlatform = memoize((platform: Platform) =>
    createPlatformLister(fleet, orders, {
      ...finder,
      declared: (modules, path) => finder.declared(modules, path, platform),
    }),
  );
  return (question, profileId) => byPlatform(question.host.platform)(question, profileId);
}

/** A finder that has been told the platform. */
type PlatformFinder = Omit<ModuleFinder, "declared"> & {
  declared(modules: readonly SharedModuleDeclaration[], path: Path): ModuleReference[];
};

/** The modules that a profile adds to a home on a platform, in order. */
export function listProfileModules(
  fleet: Fleet,
  { orders, platform, finder }: ProfileModules,
  id: string,
): readonly ModuleReference[] {
  const told: PlatformFinder = {
    ...finder,
    declared: (modules, path) => finder.declared(modules, path, platform),
  };
  const aggregate = (one: string) => aggregateModules(fleet, one, told);
  const members = orders.get(id) ?? [];
  return uniqueModules(membersModules(fleet, members, { aggregate, finder: told }));
}

interface ProfileModules {
  readonly orders: ReadonlyMap<string, readonly string[]>;
  readonly platform: Platform;
  readonly finder: ModuleFinder;
}

/** The modules of profiles in the order of these, of each its aggregates first. */
function membersModules(
  fleet: Fleet,
  members: readonly string[],
  { aggregate, finder }: { aggregate: (id: string) => Modules; finder: PlatformFinder },
): Modules {
  return members.flatMap((member) => [
    ...(fleet.profiles.get(member)?.aggregates ?? []).flatMap(aggregate),
    ...profileModules(fleet, member, finder),
  ]);
}

function createPlatformLister(
  fleet: Fleet,
  orders: ReadonlyMap<string, readonly string[]>,
  finder: PlatformFinder,
): ModuleLister {
  const aggregate = memoize((id: string) => aggregateModules(fleet, id, finder));
  const everybody = memoize((_: "") => sharedModules(fleet, aggregate, finder));
  const profile = memoize((id: string) =>
    membersModules(fleet, orders.get(id) ?? [], { aggregate, finder }),
  );
  const personal = memoize((id: string) => personalModules(id, finder));
  const list = (user: User, profileId: string | null, here: Here) => {
    const aggregates = [...(user.own.aggregates ?? []), ...(here.aggregates ?? [])];
    return uniqueModules([
      ...everybody(""),
      ...(profileId === null ? [] : profile(profileId)),
      ...aggregates.flatMap(aggregate),
      ...personal(user.id),
      ...(here.module === undefined ? [] : [here.module]),
    ]);
  };
  // Most accounts of a user differ in nothing but the host.
  const usual = memoize((id: string | null) => memoize((user: User) => list(user, id, {})));
  // Hardly anybody has modules for single hosts, and a large fleet asks for each user on each host.
  const mayDiffer = memoize((id: string) => finder.mayFind("userOnHost", { user: id }));
  return ({ host, user, placement: { path, own } }, profileId) => {
    const module = mayDiffer(user.id)
      ? finder.find("userOnHost", { user: user.id, host: host.id }, path)
      : undefined;
    const isUsual = module === undefined && own.aggregates === undefined;
    return isUsual ? usual(profileId)(user) : list(user, profileId, { ...own, module });
  };
}

type Modules = readonly ModuleReference[];

/** What an account adds to the modules of its user. */
interface Here {
  readonly aggregates?: readonly string[] | undefined;
  readonly module?: ModuleReference | undefined;
}

function sharedModules(
  fleet: Fleet,
  aggregate: (id: string) => Modules,
  finder: PlatformFinder,
): Modules {
  const common = finder.find("allUsers", {}, ["layout"]);
  const shared = fleet.defaults.aggregates.flatMap(aggregate);
  return common === undefined ? shared : [common, ...shared];
}

function personalModules(id: string, finder: PlatformFinder): Modules {
  const module = finder.require("user", { user: id }, ["users", id]);
  return module === undefined ? [] : [module];
}

function aggregateModules(fleet: Fleet, id: string, finder: PlatformFinder): Modules {
  const aggregate = fleet.aggregates.get(id);
  if (aggregate === undefined) return [];
  const path = ["aggregates", id];
  if (aggregate.modules !== undefined)
    return finder.declared(aggregate.modules, [...path, "modules"]);
  const module = finder.require("aggregate", { aggregate: id }, path);
  return module === undefined ? [] : [module];
}

/** A profile needs no file of its own when it says in another way what it is made of. */
function profileModules(fleet: Fleet, id: string, finder: PlatformFinder): Modules {
  const profile = fleet.profiles.get(id);
  if (profile === undefined) return [];
  const path = ["profiles", id];
  if (profile.modules !== undefined) return finder.declared(profile.modules, [...path, "modules"]);
  const isComposed = profile.extends.length > 0 || profile.aggregates.length > 0;
  const module = isComposed
    ? finder.find("profile", { profile: id }, path)
    : finder.require("profile", { profile: id }, path);
  return module === undefined ? [] : [module];
}

function memoize<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}
