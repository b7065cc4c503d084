import type { ModuleDeclaration } from "@fleet/core/internal";
import { countBy } from "../frequency.ts";

/** Whose modules they are: what stands in braces in a place of a layout, and its value there. */
export interface ModuleOwner {
  readonly ids: Readonly<Record<string, string>>;
  readonly modules: readonly ModuleDeclaration[];
}

/** The same for modules that are the same, and for no others. */
export function moduleKey(module: ModuleDeclaration): string {
  return typeof module === "string" ? module : `\0${module.attr}`;
}

function textOf(module: ModuleDeclaration): string {
  return typeof module === "string" ? module : module.attr;
}

function withText(module: ModuleDeclaration, text: string): ModuleDeclaration {
  return typeof module === "string" ? text : { attr: text };
}

/**
 * The places in a layout that a module would be found by: its path with names in braces for the ids that are whole
 * folders or files in it. All ids are in it, but for `platform`, which may be.
 */
function placesOf(module: ModuleDeclaration, ids: ModuleOwner["ids"]): ModuleDeclaration[] {
  const text = textOf(module);
  // Braces of its own would be read as a name.
  if (/[{}]/.test(text)) return [];
  const { platform, ...needed } = ids;
  // Of thousands of homes, few modules are called as anybody.
  for (const name in needed) if (!text.includes(needed[name] ?? "")) return [];
  const put = (segments: readonly string[], name: string, id: string) =>
    segments.map((segment) => {
      if (segment === id) return `{${name}}`;
      return segment === `${id}.nix` ? `{${name}}.nix` : segment;
    });
  let segments: readonly string[] = text.split("/");
  for (const [name, id] of Object.entries(needed)) segments = put(segments, name, id);
  if (!Object.keys(needed).every((name) => segments.some((one) => one.includes(`{${name}}`)))) {
    return [];
  }
  const plain = withText(module, segments.join("/"));
  if (platform === undefined) return [plain];
  const ofPlatform = withText(module, put(segments, "platform", platform).join("/"));
  return moduleKey(ofPlatform) === moduleKey(plain) ? [plain] : [ofPlatform, plain];
}

/** A place, and which module of each owner is found there. */
export interface ChosenPlaces {
  readonly places: readonly ModuleDeclaration[];
  /** Whether a module of an owner is the one that the places find. */
  readonly finds: (owner: ModuleOwner, module: ModuleDeclaration) => boolean;
}

const none: ChosenPlaces = { places: [], finds: () => false };

// More candidates than that are no layout any more.
const mostPlaces = 3;

/**
 * The places that find exactly one module of each owner, in as few candidates as there can be; none where there are no
 * such, because what a place finds has to be there for everybody. What sounds like a part of a machine comes last.
 */
export function chooseRequiredPlaces(owners: readonly ModuleOwner[]): ChosenPlaces {
  const all = owners.map(keysOf);
  const whole = all.map((keys) => new Map([...keys].filter(([key]) => !ofPart.test(key))));
  const places = coverAll(whole) ?? coverAll(all);
  return places === undefined ? none : chosen(places);
}

const ofPart = /hardware|disk|home/i;

type Places = ReadonlyMap<string, ModuleDeclaration>;

/** The places of which each owner has exactly one; undefined where there are no such, or too many. */
function coverAll(owners: readonly Places[]): readonly ModuleDeclaration[] | undefined {
  const places: ModuleDeclaration[] = [];
  const isTaken = new Set<string>();
  let open = owners;
  while (open.length > 0) {
    const [best] = countBy(
      open.flatMap((keys) => [...keys.values()]),
      moduleKey,
    );
    if (best === undefined || places.length === mostPlaces) return undefined;
    places.push(best.value);
    isTaken.add(best.key);
    open = open.filter((keys) => !keys.has(best.key));
  }
  const isExact = owners.every(
    (keys) => [...keys.keys()].filter((key) => isTaken.has(key)).length === 1,
  );
  return isExact && places.length > 0 ? places : undefined;
}

/**
 * The place that finds a module of most owners, if it does of two or more. It is asked of the others, too: a file is not
 * there, and of a name in `flake.modules` nobody knows, so that all have to have it.
 */
export function chooseOptionalPlace(owners: readonly ModuleOwner[], least = 2): ChosenPlaces {
  const counted = countBy(
    owners.flatMap((owner) => [...keysOf(owner).values()]),
    moduleKey,
  );
  const best = counted.find(
    ({ value, count }) => typeof value === "string" || count === owners.length,
  );
  return best === undefined || best.count < least ? none : chosen([best.value]);
}

function chosen(places: readonly ModuleDeclaration[]): ChosenPlaces {
  const keys = new Set(places.map(moduleKey));
  return {
    places,
    finds: ({ ids }, module) => placesOf(module, ids).some((place) => keys.has(moduleKey(place))),
  };
}

/** The places of the modules of an owner, by their keys; each once. */
function keysOf({ ids, modules }: ModuleOwner): Map<string, ModuleDeclaration> {
  const places = modules.flatMap((module) => placesOf(module, ids));
  return new Map(places.map((place) => [moduleKey(place), place]));
}
