import type { FleetDeclaration } from "@fleet/core";

/**
 * All texts of a declaration that could be the path of a module or of a key: whoever found them found files there.
 * Places of the layout are no files themselves; what they ask for is another matter.
 */
export function listModuleFiles({ hosts, aggregates, layout }: FleetDeclaration): Set<string> {
  const files = new Set<string>();
  const add = (modules: readonly unknown[] = []) => {
    for (const module of modules) if (typeof module === "string") files.add(module);
  };
  for (const host of Object.values(hosts)) add(host.modules);
  for (const aggregate of Object.values(aggregates ?? {})) add(aggregate.modules);
  if (typeof layout === "object") {
    add(layout.allHosts);
    add(layout.allUsers);
  }
  return files;
}
