import type { LayoutDeclaration } from "./declaration.ts";
import type { Layout } from "./fleet.ts";
import { relativePathProblem } from "./names.ts";

/** The layout that `"canonical"` stands for, and that fills in what a layout of one's own leaves out. */
export const canonicalLayout: Layout = {
  user: ["users/{user}.nix", "users/{user}/default.nix"],
  userOnHost: ["users/{user}/{host}.nix"],
  allUsers: ["users/common.nix"],
  host: ["hosts/{host}.nix", "hosts/{host}/default.nix"],
  hardware: ["hosts/{host}/hardware.nix", "hosts/{host}/hardware-configuration.nix"],
  allHosts: ["hosts/shared/default.nix", "hosts/shared.nix"],
  profile: ["profiles/{profile}.nix", "profiles/{profile}/default.nix"],
  aggregate: ["aggregates/{aggregate}.nix", "aggregates/{aggregate}/default.nix"],
  feature: ["modules/{feature}.nix", "modules/{feature}/default.nix"],
};

/** A place of a layout: what kind of file it is about. */
export type Place = keyof Layout;

/** What may stand in braces in the paths of each place, and what must. */
export const placeholders: { readonly [K in Place]: readonly (keyof PlaceIds)[] } = {
  user: ["user"],
  userOnHost: ["user", "host"],
  allUsers: [],
  host: ["host"],
  hardware: ["host"],
  allHosts: [],
  profile: ["profile"],
  aggregate: ["aggregate"],
  feature: ["feature"],
};

/** Writes a layout out in full. */
export function completeLayout(declared: LayoutDeclaration | undefined): Layout {
  if (declared === undefined || declared === "canonical") return canonicalLayout;
  const own = Object.entries(declared).filter(([, paths]) => paths !== undefined);
  return { ...canonicalLayout, ...Object.fromEntries(own) };
}

/** What stands in braces in a path of a layout, in order. */
export function templateNames(template: string): string[] {
  return [...template.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name);
}

/** The ids of what a place is about, by the names that stand in braces for them. */
export interface PlaceIds {
  readonly user?: string;
  readonly host?: string;
  readonly profile?: string;
  readonly aggregate?: string;
  readonly feature?: string;
}

/** Whether a template of a place lies inside the root, and names in braces what it must and nothing else. */
export function isUsableTemplate(place: Place, template: string): boolean {
  const known: readonly string[] = placeholders[place];
  const named = templateNames(template);
  return (
    relativePathProblem(template) === undefined &&
    known.every((name) => named.includes(name)) &&
    named.every((name) => known.includes(name))
  );
}

/** Lists the paths that a place can have, with ids put in for the names in braces, the preferred one first. */
export type PathLister = (place: Place, ids: PlaceIds) => string[];

/** The lister of one layout. Templates are taken apart once, however many hosts there are. */
export function createPathLister(layout: Layout): PathLister {
  const templates = new Map<Place, readonly Template[]>();
  return (place, ids) => {
    let known = templates.get(place);
    if (known === undefined) {
      known = layout[place].map((path) => path.split(/\{([a-z]+)\}/i));
      templates.set(place, known);
    }
    return known.map((parts) => fillTemplate(parts, ids));
  };
}

/** The text of a path, then a name that stood in braces, then text again, and so on. */
type Template = readonly string[];

function fillTemplate(parts: Template, ids: PlaceIds): string {
  let path = "";
  for (const [index, part] of parts.entries()) {
    path += index % 2 === 0 ? part : (idOf(part, ids) ?? `{${part}}`);
  }
  return path;
}

function idOf(name: string, ids: PlaceIds): string | undefined {
  switch (name) {
    case "user":
    case "host":
    case "profile":
    case "aggregate":
    case "feature":
      return ids[name];
    default:
      return undefined;
  }
}
