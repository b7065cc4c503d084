import type { ComputedFleet } from "@fleet/codegen";
import type { ModuleReference } from "@fleet/core/internal";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";
import type { Submodule } from "../disk/submodules.ts";

/**
 * The warning that modules lie in submodules, which a flake leaves out unless it is told otherwise, by itself
 * (`inputs.self.submodules`, from Nix 2.27 on) or by whoever builds it (`?submodules=1`).
 */
export function reportSubmodules(
  { resolved, homes, sources }: ComputedFleet,
  submodules: readonly Pick<Submodule, "path">[],
): Diagnostic[] {
  if (submodules.length === 0) return [];
  const modules: readonly ModuleReference[] = [
    ...[...resolved.hosts.values()].flatMap((host) => host.modules),
    ...[...homes.byHost.values()].flatMap((all) =>
      [...all.values()].flatMap((home) => home.modules),
    ),
  ];
  const used = new Set([
    ...sources.keys(),
    ...modules.flatMap((module) => ("path" in module ? [module.path] : [])),
  ]);
  return submodules.flatMap(({ path }) => {
    const [file] = [...used].filter((name) => name.startsWith(`${path}/`)).sort();
    if (file === undefined) return [];
    const message = `${quote(file)} lies in the git submodule ${quote(path)}, which a flake does not see by itself.`;
    const help =
      "Write inputs.self.submodules = true; into flake.nix (Nix 2.27 and newer), or name the flake as '.?submodules=1' wherever it is built.";
    return [createProblem("submodule-unseen", message, { file: ".gitmodules", help })];
  });
}

/** Whether a flake says itself that it needs its submodules. */
export function seesSubmodules(flake: string): boolean {
  return /\bsubmodules\s*=\s*true\b/.test(flake);
}
