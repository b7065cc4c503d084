import type { Invocation } from "./command.ts";
import type { SearchPlace } from "./config-file.ts";

/** Where a command line says that the fleet is. */
export function searchPlace({ options, terminal }: Invocation): SearchPlace {
  const root = options.get("root");
  return { root: root === true ? undefined : root, from: terminal.folder };
}
