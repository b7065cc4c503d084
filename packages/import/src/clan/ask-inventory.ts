import { type Diagnostic, isError } from "@fleet/diagnostics";
import type { JsonValue } from "@fleet/nix-eval";
import { importCodes } from "../codes.ts";
import type { SurveyedFlake } from "../survey/survey-flake.ts";
import { inventoryFunction } from "./inventory-function.ts";

/** What a flake says of its inventory; undefined where it has none, or could not be asked. */
export interface AskedInventory {
  readonly value: JsonValue | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** What clan's command reads, and what flakes publish of a clan beside it, or did before. */
const places: readonly { readonly attribute: readonly string[]; readonly apply: string }[] = [
  { attribute: ["clanInternals"], apply: inventoryFunction },
  { attribute: ["clan"], apply: `clan: (${inventoryFunction}) (clan.clanInternals or clan)` },
];

/** Evaluates the inventory of a flake, in one evaluation where it is a flake of clan. */
export async function askInventory(flake: SurveyedFlake): Promise<AskedInventory> {
  flake.showProgress("Evaluating the inventory of clan …");
  for (const { attribute, apply } of places) {
    const result = await flake.evaluate({
      kind: "flake",
      directory: flake.directory,
      attribute,
      apply,
      impure: flake.impure,
      overrideInputs: flake.overrideInputs,
      ...flake.options,
    });
    if (result.ok) return { value: result.value, diagnostics: result.diagnostics };
    if (!isMissing(result.diagnostics)) return { value: undefined, diagnostics: soften(result) };
  }
  return { value: undefined, diagnostics: [] };
}

/** Whether it is the output itself that is not there. */
function isMissing(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(
    ({ code, message }) =>
      code === "nix-eval/missing-attribute" && message.startsWith("The flake has no output "),
  );
}

/** What keeps the inventory from being known keeps nobody from importing the rest. */
function soften({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }): Diagnostic[] {
  const causes = diagnostics.filter(isError);
  const others = diagnostics.filter((finding) => !isError(finding));
  const message = "The inventory of clan cannot be evaluated.";
  const help =
    "Mend what Nix says, or go on: its machines are known by inventory.json and by their folders.";
  return [
    importCodes.create("unread-inventory", message, { file: "flake.nix", help }),
    ...causes.map((finding) => ({ ...finding, severity: "warning" as const })),
    ...others,
  ];
}
