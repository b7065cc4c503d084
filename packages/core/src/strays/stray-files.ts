import type { Fleet } from "../parse/fleet.ts";
import { type Place, placeholders } from "../resolve/modules/layout.ts";
import { declaredByKind } from "./declared-names.ts";
import { createTemplateMatch, type MatchedNames, type TemplateMatch } from "./template-match.ts";

/** What files can be of. */
export type OwnerKind = "user" | "host" | "profile" | "aggregate" | "feature";

/** Files that lie where the layout looks for what is of somebody or something that is not declared. */
export interface Stray {
  readonly kind: OwnerKind;
  readonly id: string;
  /** For files of a declared user on a declared host, where there is no account: the host. */
  readonly host: string | undefined;
  /** In order. */
  readonly files: readonly string[];
}

/**
 * Files that fit the layout, and that nobody and nothing declared has: of people who left, of hosts that are
 * gone, under a misspelt name; but also what others import by themselves, which only their texts can tell.
 * Grouped by whose they would be, in order. What the declaration names as a module is none.
 */
export function listStrays(fleet: Fleet, files: Iterable<string>): Stray[] {
  const places = listPlaces(fleet);
  const named = listNamedModules(fleet);
  const groups = new Map<
    string,
    { -readonly [K in keyof Stray]: Stray[K] } & { files: string[] }
  >();
  for (const file of [...files].sort()) {
    if (named.has(file)) continue;
    const matches = places.flatMap(({ place, match }) => {
      const names = match(file);
      return names === undefined ? [] : [{ place, names }];
    });
    const owners = matches.map(({ place, names }) => findMissing(fleet, place, names));
    const [owner] = owners;
    if (owner === undefined || owners.includes(undefined)) continue;
    const key = JSON.stringify([owner.kind, owner.id, owner.host ?? null]);
    const group = groups.get(key) ?? { ...owner, files: [] };
    group.files.push(file);
    groups.set(key, group);
  }
  return [...groups.values()];
}

interface PlaceMatch {
  readonly place: Place;
  readonly match: TemplateMatch;
}

/** The files of each place. Those that are a user's own come before those on one host, which look alike. */
function listPlaces({ layout }: Fleet): PlaceMatch[] {
  const order: readonly Place[] = [
    "allUsers",
    "allHosts",
    "user",
    "host",
    "hardware",
    "profile",
    "aggregate",
    "feature",
    "userOnHost",
  ];
  return order.flatMap((place) =>
    layout[place].flatMap((candidate) => {
      if (typeof candidate !== "string") return [];
      const { needed } = placeholders[place];
      // One that is the same for all has been reported.
      if (!needed.every((name) => candidate.includes(`{${name}}`))) return [];
      return [{ place, match: createTemplateMatch(candidate) }];
    }),
  );
}

/** Every file that the declaration names. */
function listNamedModules({ hosts, features, profiles, aggregates }: Fleet): Set<string> {
  const owners = [hosts, features, profiles, aggregates].flatMap((all) => [...all.values()]);
  const named = owners.flatMap(({ modules = [] }) => modules);
  return new Set(
    named.flatMap((module) => {
      if (typeof module !== "string" && "attr" in module) return [];
      const path = typeof module === "string" ? module : module.path;
      return [path, `${path}/default.nix`];
    }),
  );
}

type Missing = Pick<Stray, "kind" | "id" | "host">;

/** Who or what a file would be of, and is not declared; undefined where all of it is. */
function findMissing(fleet: Fleet, place: Place, names: MatchedNames): Missing | undefined {
  const declared = declaredByKind(fleet);
  for (const kind of ["user", "host", "profile", "aggregate", "feature"] as const) {
    const id = names.get(kind);
    if (id !== undefined && !declared[kind].has(id)) return { kind, id, host: undefined };
  }
  const [user, host, platform] = ["user", "host", "platform"].map((name) => names.get(name));
  if (host === undefined) return undefined;
  const found = declared.host.get(host);
  if (platform !== undefined && found?.platform !== platform) {
    return { kind: "host", id: host, host: undefined };
  }
  if (place !== "userOnHost" || user === undefined || found?.placements.has(user) === true) {
    return undefined;
  }
  return { kind: "user", id: user, host };
}
