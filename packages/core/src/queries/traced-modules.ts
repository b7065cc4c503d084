import type { Path } from "@fleet/diagnostics";
import type { Fleet } from "../parse/fleet.ts";
import type { Place, PlaceIds } from "../resolve/modules/layout.ts";
import {
  createModuleFinder,
  type ModuleFinder,
  type ModuleReference,
} from "../resolve/modules/module-finder.ts";

/** A module that is imported, and why. A row of plain data, as JSON holds it. */
export interface ExplainedModule {
  /** Its path from the fleet's root, or its name in `flake.modules`. */
  readonly module: string;
  readonly kind: "path" | "name";
  /** Whether it is taken only where there is one of that name. */
  readonly isOptional: boolean;
  /** Whose it is, in words. */
  readonly because: string;
  /** The place of what asks for it; null where nothing is known of it. */
  readonly path: Path | null;
}

/** A finder that remembers why each module was asked for. */
export interface ModuleTracer {
  readonly finder: ModuleFinder;
  /** The modules in their order, each with the first reason for which it was asked for. */
  explain(modules: readonly ModuleReference[]): ExplainedModule[];
}

type Reason = Pick<ExplainedModule, "because" | "path">;

/** Traces modules of a fleet with these files below its root. What is wrong with them has been reported before. */
export function traceModules(fleet: Fleet, files: ReadonlySet<string>): ModuleTracer {
  const reasons = new Map<string, Reason>();
  const finder = createModuleFinder(fleet, { files, tracked: undefined, contents: new Map() });
  const remember = (module: ModuleReference | undefined, reason: Reason) => {
    if (module !== undefined && !reasons.has(nameOf(module))) reasons.set(nameOf(module), reason);
    return module;
  };
  return {
    finder: {
      ...finder,
      find: (place, ids, path) =>
        remember(finder.find(place, ids, path), { because: explainPlace(place, ids), path }),
      require: (place, ids, path) =>
        remember(finder.require(place, ids, path), { because: explainPlace(place, ids), path }),
      declared: (modules, path, platform) =>
        modules.flatMap((module, index) => {
          const at = [...path, index];
          const reason = { because: "named by the declaration", path: at };
          const found = finder.declared([module], path, platform);
          for (const one of found) remember(one, reason);
          return found;
        }),
    },
    explain: (modules) =>
      modules.map((module) => ({
        module: "path" in module ? module.path : module.attr,
        kind: "path" in module ? "path" : "name",
        isOptional: "optional" in module && module.optional === true,
        ...(reasons.get(nameOf(module)) ?? unexplained),
      })),
  };
}

const unexplained: Reason = { because: "", path: null };

function nameOf(module: ModuleReference): string {
  return "path" in module ? `path ${module.path}` : `name ${module.attr}`;
}

/** Whose modules lie in a place of the layout. */
function explainPlace(place: Place, ids: PlaceIds): string {
  switch (place) {
    case "allUsers":
      return "of every home";
    case "allHosts":
      return "of every host";
    case "userOnHost":
      return `of ${ids.user} on ${ids.host} alone`;
    case "hardware":
      return `the hardware of ${ids.host}`;
    default:
      return `of the ${place} ${ids[place]}`;
  }
}
