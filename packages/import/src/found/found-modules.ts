import type { ModuleReference } from "@fleet/core/internal";
import type { FoundModule } from "./found-fleet.ts";

/** The modules of a class of `flake.modules`. */
export type ModuleClass = "nixos" | "darwin" | "homeManager";

/** Modules as a survey finds them: of one that flake-parts has by name, how flake-parts calls the place of it. */
export function foundModules(
  modules: readonly ModuleReference[],
  kind: ModuleClass,
): readonly FoundModule[] {
  return modules.map((module) =>
    "path" in module
      ? { path: module.path }
      : { path: null, label: labelOfModule(kind, module.attr), isOwn: true },
  );
}

/** How flake-parts (extras/modules.nix) names what defines a module of `flake.modules`. */
function labelOfModule(kind: ModuleClass, name: string): string {
  return `flake.nix#modules.${kind}.${isIdentifier(name) ? name : JSON.stringify(name)}`;
}

/** The name that a label of flake-parts gives a module of a class; undefined where it is no such label. */
export function readModuleLabel(kind: ModuleClass, label: string): string | undefined {
  const mark = `#modules.${kind}.`;
  const start = label.lastIndexOf(mark);
  if (start < 0) return undefined;
  const name = label.slice(start + mark.length);
  if (isIdentifier(name)) return name;
  // A text of Nix is one of JSON as long as nothing in it is escaped.
  const [, plain] = /^"([^"\\$]+)"$/.exec(name) ?? [];
  return plain;
}

function isIdentifier(name: string): boolean {
  return /^[A-Za-z_][\w'-]*$/.test(name);
}
