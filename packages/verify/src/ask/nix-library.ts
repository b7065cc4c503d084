import { fileURLToPath } from "node:url";

/** The folder is beside the packages in a checkout, and beside the command where all is bundled. */
const library = import.meta.url.endsWith(".ts") ? "../../../../nix/lib/facts/" : "./nix/lib/facts/";

type NixFile = "facts.nix" | "users.nix" | "units.nix" | "probe.nix";

/** The absolute path of a file of fleet's own Nix library, which the command brings along. */
export function findNixFile(name: NixFile): string {
  return fileURLToPath(new URL(library + name, import.meta.url));
}
