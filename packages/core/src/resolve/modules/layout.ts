import type {
  LayoutDeclaration,
  LayoutPreset,
  ModuleDeclaration,
} from "../../declaration/layout-declaration.ts";
import { attributeProblem, relativePathProblem } from "../../declaration/names.ts";
import type { Layout } from "../../parse/fleet.ts";

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

/** The layout that `"dendritic"` stands for: every module by the name that it has in `flake.modules`. */
export const dendriticLayout: Layout = {
  user: [{ attr: "users/{user}" }],
  userOnHost: [{ attr: "users/{user}/{host}" }],
  allUsers: [],
  host: [{ attr: "machines/{platform}/{host}" }],
  hardware: [],
  allHosts: [],
  profile: [{ attr: "profiles/{profile}" }],
  aggregate: [{ attr: "{aggregate}" }],
  feature: [{ attr: "{feature}" }],
};

const presets: Readonly<Record<LayoutPreset, Layout>> = {
  canonical: canonicalLayout,
  dendritic: dendriticLayout,
};

/** A place of a layout: what kind of module it is about. */
export type Place = keyof Layout;

/** What stands in braces in the candidates of each place, and what else may. */
export const placeholders: {
  readonly [K in Place]: {
    readonly needed: readonly (keyof PlaceIds)[];
    readonly allowed?: readonly (keyof PlaceIds)[];
  };
} = {
  user: { needed: ["user"] },
  userOnHost: { needed: ["user", "host"] },
  allUsers: { needed: [] },
  host: { needed: ["host"], allowed: ["platform"] },
  hardware: { needed: ["host"], allowed: ["platform"] },
  allHosts: { needed: [] },
  profile: { needed: ["profile"] },
  aggregate: { needed: ["aggregate"] },
  feature: { needed: ["feature"] },
};

/** Writes a layout out in full. */
export function completeLayout(declared: LayoutDeclaration | undefined): Layout {
  if (declared === undefined) return canonicalLayout;
  if (typeof declared === "string") return presets[declared];
  const { preset = "canonical", ...places } = declared;
  const own = Object.entries(places).filter(([, candidates]) => candidates !== undefined);
  return { ...presets[preset], ...Object.fromEntries(own) };
}

/** What stands in braces in a candidate of a layout, in order. */
export function templateNames(template: string): string[] {
  return [...template.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name);
}

/** The text of a module's path or name. */
export function moduleText(module: ModuleDeclaration): string {
  return typeof module === "string" ? module : module.attr;
}

/** The ids of what a place is about, by the names that stand in braces for them. */
export interface PlaceIds {
  readonly user?: string;
  readonly host?: string;
  readonly platform?: string;
  readonly profile?: string;
  readonly aggregate?: string;
  readonly feature?: string;
}

/** Whether a candidate of a place can be a path or a name, and has in braces what it must and nothing else. */
function isUsableTemplate(place: Place, candidate: ModuleDeclaration): boolean {
  const { needed, allowed = [] } = placeholders[place];
  const known: readonly string[] = [...needed, ...allowed];
  const text = moduleText(candidate);
  const problem =
    typeof candidate === "string" ? relativePathProblem(text) : attributeProblem(text);
  const named = templateNames(text);
  return (
    problem === undefined &&
    needed.every((name) => named.includes(name)) &&
    named.every((name) => known.includes(name))
  );
}

/** Tells whether a place of a layout has a candidate that can be used; each place is looked at once. */
export function createUsability(layout: Layout): (place: Place) => boolean {
  const known = new Map<Place, boolean>();
  return (place) => {
    const isUsable =
      known.get(place) ?? layout[place].some((candidate) => isUsableTemplate(place, candidate));
    known.set(place, isUsable);
    return isUsable;
  };
}

/** The candidates of a place with ids put in for the names in braces, the preferred one first. */
interface Candidates {
  readonly paths: readonly string[];
  /** The first name in `flake.modules`, of which only Nix knows whether there is a module under it. */
  readonly attr: string | undefined;
}

/** Lists the candidates of a place. */
export type CandidateLister = (place: Place, ids: PlaceIds) => Candidates;

/** The lister of one layout. Templates are taken apart once, however many hosts there are. */
export function createCandidateLister(layout: Layout): CandidateLister {
  const templates = new Map<Place, Templates>();
  return (place, ids) => {
    let known = templates.get(place);
    if (known === undefined) {
      known = takeApart(layout[place]);
      templates.set(place, known);
    }
    return {
      paths: known.paths.map((parts) => fillTemplate(parts, ids)),
      attr: known.attr === undefined ? undefined : fillTemplate(known.attr, ids),
    };
  };
}

/** The text of a candidate, then a name that stood in braces, then text again, and so on. */
type Template = readonly string[];

interface Templates {
  readonly paths: readonly Template[];
  readonly attr: Template | undefined;
}

function takeApart(candidates: readonly ModuleDeclaration[]): Templates {
  const split = (text: string) => text.split(/\{([a-z]+)\}/i);
  const [attr] = candidates.filter((candidate) => typeof candidate === "object");
  return {
    paths: candidates.filter((candidate) => typeof candidate === "string").map(split),
    attr: attr === undefined ? undefined : split(attr.attr),
  };
}

function fillTemplate(parts: Template, ids: PlaceIds): string {
  let text = "";
  for (const [index, part] of parts.entries()) {
    text += index % 2 === 0 ? part : (idOf(part, ids) ?? `{${part}}`);
  }
  return text;
}

function idOf(name: string, ids: PlaceIds): string | undefined {
  switch (name) {
    case "user":
    case "host":
    case "platform":
    case "profile":
    case "aggregate":
    case "feature":
      return ids[name];
    default:
      return undefined;
  }
}
