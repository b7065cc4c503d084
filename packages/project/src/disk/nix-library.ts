import type { Disk } from "../world/disk.ts";
import { decodeText } from "./bytes.ts";

/** The folder is beside the packages in a checkout, and beside the command where all is bundled. */
const library = import.meta.url.endsWith(".ts") ? "../../../../nix/lib/" : "./nix/lib/";

/** The absolute path of a file of fleet's own Nix library, such as `facts/probe.nix`. */
export function findNixFile(name: string): string {
  return decodeURIComponent(new URL(library + name, import.meta.url).pathname);
}

/** A function in Nix, and the files that it is handed, by the argument that takes each. */
interface NixFunction {
  readonly main: string;
  readonly parts: Readonly<Record<string, string>>;
}

/**
 * The text of a Nix function that takes a question first. It holds the text of every file that it needs, for a
 * flake cannot see files of fleet.
 */
export function readNixFunction(disk: Pick<Disk, "read">, { main, parts }: NixFunction): string {
  const read = (name: string) => decodeText(disk.read(findNixFile(name)));
  const given = Object.entries(parts).map(([part, name]) => `${part} =\n${read(name)}\n;`);
  return `question: (\n${read(main)}\n) (question // { ${given.join(" ")} })`;
}
