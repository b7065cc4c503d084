import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The folder is beside the packages in a checkout, and beside the command where all is bundled. */
const library = import.meta.url.endsWith(".ts") ? "../../../../nix/lib/" : "./nix/lib/";

/** The absolute path of the Nix file that says what fleet's own modules make of a root. */
export function findProbeFile(): string {
  return fileURLToPath(locate("probe.nix"));
}

/**
 * The text of the Nix function that tells the facts of an output: it takes what to ask, and then the
 * output. It holds the text of every file that it needs, for a flake cannot see files of fleet.
 */
export function readFactsFunction(): string {
  const [facts, users, units] = ["facts.nix", "facts-users.nix", "facts-units.nix"].map((name) =>
    readFileSync(locate(name), "utf8"),
  );
  return `question: (\n${facts}\n) (question // { usersOf =\n${users}\n; unitsOf =\n${units}\n; })`;
}

function locate(name: string): URL {
  return new URL(library + name, import.meta.url);
}
