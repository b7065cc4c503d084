import { type Diagnostic, isError, type Outcome } from "@fleet/diagnostics";
import type { World } from "@fleet/project";
import { importCodes } from "./codes.ts";
import { acceptMany } from "./proposal/accept-many.ts";
import type { Proposal } from "./proposal/proposal.ts";
import type { ImportOptions } from "./run/import-options.ts";
import { findImportRoot, type ImportRoot } from "./run/import-root.ts";
import { type AnsweredQuestion, proposeFleet } from "./run/propose-fleet.ts";
import { openImport, type ProvenImport, proveImport } from "./run/prove-import.ts";
import { type FoundSources, readSources } from "./run/read-sources.ts";
import { renderConfigScript } from "./text/config-script.ts";
import { renderFlakeLines } from "./text/flake-lines.ts";

/** A fleet that was read, with the declaration that is proposed for it. Nothing of it is on the disk. */
export interface ImportedFleet extends ProvenImport {
  readonly place: ImportRoot;
  readonly found: FoundSources;
  readonly proposal: Proposal;
  readonly questions: readonly AnsweredQuestion[];
  /** The text of the config. */
  readonly text: string;
  /** The lines for `flake.nix`, one text each; none without a flake. */
  readonly flakeLines: readonly string[];
}

/**
 * Reads a fleet that is there from its flake, its keys and whatever else it has, proposes a declaration, and compares
 * what that comes to with what was found. Nothing is written. Undefined where there is nothing to declare; then the
 * diagnostics say why. Rejects never for a mistake of the fleet's author.
 */
export async function importFleet(
  world: World,
  options: ImportOptions,
): Promise<Outcome<ImportedFleet | undefined>> {
  const located = findImportRoot(world, options);
  if (!located.ok) return { value: undefined, diagnostics: located.diagnostics };
  const place = located.value;
  const isEnded = () => options.signal?.aborted === true;
  const read = await readSources(world, place, options);
  const found = read.value;
  if (isEnded()) return interrupted;
  if (found === undefined) return { value: undefined, diagnostics: read.diagnostics };
  const { proposal: plain, questions, diagnostics } = proposeFleet(found, options);
  const all: Diagnostic[] = [...read.diagnostics, ...diagnostics];
  if (diagnostics.some(isError)) return { value: undefined, diagnostics: all };
  const opened = await openImport(world, place, renderConfigScript(plain));
  const proposal = acceptMany(plain, opened.findings);
  const text = renderConfigScript(proposal);
  const project = proposal === plain ? opened : await openImport(world, place, text);
  const isProven = options.isProven ?? true;
  const proof = await proveImport(world, { place, text, found, project }, { isProven });
  options.showProgress?.("");
  if (isEnded()) return interrupted;
  const flakeLines = renderFlakeLines(found.fleet, proof.value.project.fleet);
  const value = { place, found, proposal, questions, text, flakeLines, ...proof.value };
  return { value, diagnostics: [...all, ...proof.diagnostics] };
}

const interrupted: Outcome<undefined> = {
  value: undefined,
  diagnostics: [
    importCodes.create(
      "interrupted",
      "You ended the import before it was done: nothing was written.",
    ),
  ],
};
