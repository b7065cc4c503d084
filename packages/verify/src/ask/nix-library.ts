import type { Disk } from "@fleet/project";
import { decodeText } from "@fleet/project/internal";

/** The folder is beside the packages in a checkout, and beside the command where all is bundled. */
const library = import.meta.url.endsWith(".ts") ? "../../../../nix/lib/facts/" : "./nix/lib/facts/";

/** The absolute path of the Nix file that says what fleet's own modules make of a root. */
export function findProbeFile(): string {
  return locate("probe.nix");
}

/** The files that the facts are made with, by the argument that takes each. */
const partFiles = {
  accountSettings: "account-settings.nix",
  usersOf: "users.nix",
  unitsOf: "units.nix",
  privilegesOf: "privileges.nix",
  loginsOf: "logins.nix",
  rootAccessOf: "root-access.nix",
};

/**
 * The text of the Nix function that tells the facts of an output: it takes what to ask, and then the
 * output. It holds the text of every file that it needs, for a flake cannot see files of fleet.
 */
export function readFactsFunction(disk: Pick<Disk, "read">): string {
  const read = (name: string) => decodeText(disk.read(locate(name)));
  const parts = Object.entries(partFiles).map(([part, name]) => `${part} =\n${read(name)}\n;`);
  return `question: (\n${read("facts.nix")}\n) (question // { ${parts.join(" ")} })`;
}

function locate(name: string): string {
  return decodeURIComponent(new URL(library + name, import.meta.url).pathname);
}
