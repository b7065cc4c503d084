import type { SearchPlace } from "@fleet/project/internal";
import type { Invocation } from "./command.ts";

/** Where a command line says that the fleet is. */
export function searchPlace({ options, world }: Invocation): SearchPlace {
  const root = options.get("root");
  return { root: root === true ? undefined : root, from: world.folder };
}
