import type { Fleet, ModuleFinder } from "@fleet/core";
import { quote } from "@fleet/core";
import type { HomeQuestion } from "./home-decisions.ts";

/** Lists the home modules of accounts; what accounts have in common is looked for once. */
export function createModuleLister(
  fleet: Fleet,
  orders: ReadonlyMap<string, readonly string[]>,
  finder: ModuleFinder,
): (question: HomeQuestion, profile: string | null) => string[] {
  const aggregate = memoize((id: string) => aggregateModules(fleet, id, finder));
  const profile = memoize((id: string) => {
    const members = orders.get(id) ?? [];
    return members.flatMap((member) => [
      ...(fleet.profiles.get(member)?.aggregates ?? []).flatMap(aggregate),
      ...profileModules(fleet, member, finder),
    ]);
  });
  const everybody = memoize((_: "") => {
    const common = finder.find("allUsers", {}, ["layout"]);
    const shared = fleet.defaults.aggregates.flatMap(aggregate);
    return common === undefined ? shared : [common, ...shared];
  });
  const personal = memoize((id: string) => {
    const file = finder.require(
      "user",
      { user: id },
      {
        path: ["users", id],
        what: `The user ${quote(id)}`,
        example: "{ }",
      },
    );
    return file === undefined ? [] : [file];
  });
  return ({ host, user, placement }, profileId) => {
    const ids = { user: user.id, host: host.id };
    const here = finder.find("userOnHost", ids, placement.path);
    const aggregates = [...(user.own.aggregates ?? []), ...(placement.own.aggregates ?? [])];
    return [
      ...new Set([
        ...everybody(""),
        ...(profileId === null ? [] : profile(profileId)),
        ...aggregates.flatMap(aggregate),
        ...personal(user.id),
        ...(here === undefined ? [] : [here]),
      ]),
    ];
  };
}

function aggregateModules(fleet: Fleet, id: string, finder: ModuleFinder): string[] {
  const aggregate = fleet.aggregates.get(id);
  if (aggregate === undefined) return [];
  const path = ["aggregates", id];
  if (aggregate.modules !== undefined)
    return finder.declared(aggregate.modules, [...path, "modules"]);
  const what = `The aggregate ${quote(id)}`;
  const file = finder.require("aggregate", { aggregate: id }, { path, what, example: "{ }" });
  return file === undefined ? [] : [file];
}

/** A profile needs no file of its own when it says in another way what it is made of. */
function profileModules(fleet: Fleet, id: string, finder: ModuleFinder): string[] {
  const profile = fleet.profiles.get(id);
  if (profile === undefined) return [];
  const path = ["profiles", id];
  if (profile.modules !== undefined) return finder.declared(profile.modules, [...path, "modules"]);
  const isComposed = profile.extends.length > 0 || profile.aggregates.length > 0;
  const what = `The profile ${quote(id)}`;
  const file = isComposed
    ? finder.find("profile", { profile: id }, path)
    : finder.require("profile", { profile: id }, { path, what, example: "{ }" });
  return file === undefined ? [] : [file];
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
