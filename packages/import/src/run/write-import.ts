import { type Diagnostic, describeThrown, quote } from "@fleet/diagnostics";
import type { World } from "@fleet/project";
import { createProblem, createWhole } from "@fleet/project/internal";
import { importCodes } from "../codes.ts";
import type { ImportRoot } from "./import-root.ts";

/** Writes the text of a config where it is meant for, in full or not at all, and never over what is there. */
export function writeImport(
  world: World,
  { target }: Pick<ImportRoot, "target">,
  text: string,
): readonly Diagnostic[] {
  try {
    if (createWhole(world, target, text)) return [];
    const message = `${quote(target)} came to be there meanwhile, and an import never overwrites a file.`;
    return [importCodes.create("fleet-there", message, { help: "Name another with --output." })];
  } catch (error) {
    const message = `${quote(target)} cannot be written: ${describeThrown(error)}`;
    const help =
      "Check the permissions of the folder, and that there is room on the disk; or write elsewhere with --output FILE.";
    return [createProblem("cannot-write", message, { help })];
  }
}
