import type { HomeMode, ModuleDeclaration } from "@fleet/core/internal";
import { groupBy } from "../frequency.ts";
import type { LeftList } from "../left-list.ts";
import {
  type ChosenPlaces,
  chooseOptionalPlace,
  chooseRequiredPlaces,
  type ModuleOwner,
  moduleKey,
} from "../modules/module-places.ts";
import type { AccountFacts } from "../people/account-facts.ts";
import { nameAggregates } from "./aggregate-names.ts";
import { createHomeFolder, type FoldedHome } from "./home-modes.ts";

/** The homes of a fleet. */
export interface FoldedHomes {
  readonly layout: {
    readonly user: readonly ModuleDeclaration[];
    readonly userOnHost: readonly ModuleDeclaration[];
    readonly allUsers: readonly ModuleDeclaration[];
  };
  /** The modules of each aggregate, by its name. */
  readonly aggregates: ReadonlyMap<string, readonly ModuleDeclaration[]>;
  /** The aggregates of all homes. */
  readonly ofAll: readonly string[];
  /** By person. */
  readonly byPerson: ReadonlyMap<string, PersonalHomes>;
}

/** The homes of somebody. */
export interface PersonalHomes {
  /** The aggregates of all of them. */
  readonly aggregates: readonly string[];
  /** By host, in order, also of accounts that have none. */
  readonly byHost: ReadonlyMap<string, FoldedHome & { readonly aggregates: readonly string[] }>;
}

/** Modes by whether the account is an admin's. */
export type RoleModes = Readonly<Record<"admin" | "nonAdmin", HomeMode>>;

interface OwnedHome extends ModuleOwner {
  readonly person: string;
  readonly host: string;
  readonly folded: FoldedHome;
}

/** Finds a layout for the modules of homes; what fits into none becomes an aggregate of one module. */
export function foldHomes(
  people: ReadonlyMap<string, readonly AccountFacts[]>,
  left: LeftList,
): FoldedHomes {
  const foldHome = createHomeFolder(left);
  const all: OwnedHome[] = [...people].flatMap(([person, accounts]) =>
    accounts.map((account) => {
      const folded = foldHome(account);
      const host = account.host.id;
      return { person, host, folded, ids: { user: person, host }, modules: folded.modules };
    }),
  );
  const built = all.filter(({ folded }) => folded.mode !== "none");
  const ofUsers = chooseRequiredPlaces(personalOwners(built));
  const afterUsers = built.map((home) =>
    without(home, { places: ofUsers, ids: { user: home.person } }),
  );
  const userOnHost = chooseOptionalPlace(afterUsers, 1);
  const afterHosts = afterUsers.map((home) => without(home, { places: userOnHost, ids: home.ids }));
  // What a single person has is theirs.
  const isShared = new Set(built.map(({ person }) => person)).size > 1;
  const common = isShared ? intersect(afterHosts.map(({ modules }) => modules)) : [];
  const [first, ...others] = common.filter((module) => typeof module === "string");
  const allUsers = first === undefined || /[{}]/.test(first) ? [] : [first];
  const inAll = allUsers.length === 0 ? common : common.filter((module) => module !== first);
  const isCommon = new Set(common.map(moduleKey));
  const rest = afterHosts.map((home) =>
    home.modules.some((module) => isCommon.has(moduleKey(module)))
      ? { ...home, modules: home.modules.filter((module) => !isCommon.has(moduleKey(module))) }
      : home,
  );
  const names = nameAggregates([...inAll, ...others, ...rest.flatMap(({ modules }) => modules)]);
  return {
    layout: { user: ofUsers.places, userOnHost: userOnHost.places, allUsers },
    aggregates: names.aggregates,
    ofAll: inAll.map(names.nameOf),
    byPerson: sharePersonal({ all, rest, people, nameOf: names.nameOf }),
  };
}

/** What all homes of each person have. */
function personalOwners(homes: readonly OwnedHome[]): ModuleOwner[] {
  return [...groupBy(homes, ({ person }) => person)].map(([user, own]) => ({
    ids: { user },
    modules: intersect(own.map(({ modules }) => modules)),
  }));
}

function without(
  home: OwnedHome,
  { places, ids }: { readonly places: ChosenPlaces; readonly ids: ModuleOwner["ids"] },
): OwnedHome {
  const owner = { ids, modules: home.modules };
  if (!home.modules.some((module) => places.finds(owner, module))) return home;
  return { ...home, modules: home.modules.filter((module) => !places.finds(owner, module)) };
}

function intersect(lists: readonly (readonly ModuleDeclaration[])[]): readonly ModuleDeclaration[] {
  const [first = [], ...others] = lists;
  // Homes of a large fleet mostly have one list.
  const sets = new Map(others.map((list) => [JSON.stringify(list), list]));
  const keys = [...sets.values()].map((list) => new Set(list.map(moduleKey)));
  return first.filter((module) => keys.every((set) => set.has(moduleKey(module))));
}

interface Sharing {
  readonly all: readonly OwnedHome[];
  /** The homes that are built, with the modules that are found nowhere yet. */
  readonly rest: readonly OwnedHome[];
  readonly people: ReadonlyMap<string, unknown>;
  readonly nameOf: (module: ModuleDeclaration) => string;
}

function sharePersonal({ all, rest, people, nameOf }: Sharing): FoldedHomes["byPerson"] {
  const restOf = groupBy(rest, ({ person }) => person);
  const byPerson = new Map<
    string,
    { aggregates: string[]; byHost: Map<string, FoldedHome & { aggregates: string[] }> }
  >();
  for (const person of people.keys()) {
    const common = intersect((restOf.get(person) ?? []).map(({ modules }) => modules));
    byPerson.set(person, { aggregates: common.map(nameOf), byHost: new Map() });
  }
  const plain = new Map<FoldedHome, FoldedHome & { aggregates: string[] }>();
  for (const { person, host, folded } of all) {
    const home = plain.get(folded) ?? { ...folded, aggregates: [] };
    plain.set(folded, home);
    byPerson.get(person)?.byHost.set(host, home);
  }
  for (const { person, host, folded, modules } of rest) {
    const own = byPerson.get(person);
    if (own === undefined || modules.length === 0) continue;
    const isCommon = new Set(own.aggregates);
    const names = modules.map(nameOf).filter((name) => !isCommon.has(name));
    if (names.length > 0) own.byHost.set(host, { ...folded, aggregates: names });
  }
  return byPerson;
}
