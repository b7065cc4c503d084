import type { ModuleReference } from "@fleet/core/internal";
import type { FoundModule } from "../found-home.ts";

/** Modules as a survey finds them: those of `flake.modules` by the names that flake-parts gives them. */
export function foundModules(modules: readonly ModuleReference[]): readonly FoundModule[] {
  return modules.map((module) =>
    "path" in module
      ? { path: module.path }
      : { path: null, label: "flake.nix", isOwn: true, attr: module.attr },
  );
}
