import type { Diagnostic } from "@fleet/diagnostics";
import { printAttrPath } from "@fleet/nix-eval";
import type { SurveyedFlake, UnreadableOptions } from "../survey/survey-flake.ts";
import { nothing } from "./compare/shown-value.ts";
import type { Comparison, FoundDifference } from "./comparison.ts";
import { explainFailure } from "./failed-hosts.ts";

/** So many options are asked for one by one; each takes as long as its host does. */
const explainedOptions = 10;

/**
 * Of the differences that are there because an option cannot be evaluated any more, asks Nix why: most are conflicts of
 * two modules.
 */
export async function explainUnreadable(
  flake: SurveyedFlake,
  comparison: Comparison,
  unreadable: readonly UnreadableOptions[],
): Promise<Comparison> {
  const differences: FoundDifference[] = [];
  let left = explainedOptions;
  for (const difference of comparison.differences) {
    const place = findUnreadable(difference, unreadable);
    const reasons = place?.reasons?.get(difference.what) ?? [];
    if (reasons.length > 0) differences.push(...withReasons(difference, reasons));
    else if (place === undefined || left === 0) differences.push(difference);
    else {
      left -= 1;
      differences.push(...(await explain(flake, place, difference)));
    }
  }
  return { ...comparison, differences };
}

/** A host on which the option of a difference is broken, if it is that on all of the difference's. */
function findUnreadable(
  { what, after, hosts = [] }: FoundDifference,
  unreadable: readonly UnreadableOptions[],
): UnreadableOptions | undefined {
  if (after !== nothing) return undefined;
  const places = unreadable.filter(
    ({ name, options }) => hosts.includes(name) && options.includes(what),
  );
  return places.length === hosts.length ? places[0] : undefined;
}

async function explain(
  { evaluate, directory, impure, overrideInputs, options, isPlainFolder = false }: SurveyedFlake,
  { source, name }: UnreadableOptions,
  difference: FoundDifference,
): Promise<FoundDifference[]> {
  // The names of options are attributes as Nix writes them, or the option would not have been found.
  const value = `hosts.${printAttrPath([name])}.config.${difference.what}`;
  const result = await evaluate({
    kind: "flake",
    directory,
    isPlainFolder,
    attribute: [source],
    impure,
    overrideInputs,
    apply: `hosts: builtins.deepSeq (${value}) null`,
    ...options,
  });
  return result.ok ? [difference] : withReasons(difference, result.diagnostics);
}

function withReasons(
  difference: FoundDifference,
  reasons: readonly Diagnostic[],
): FoundDifference[] {
  const { host, hosts = [] } = difference;
  const broken = { ...difference, after: "it cannot be evaluated" };
  return explainFailure(broken, reasons).map((one) => ({ ...one, host, hosts }));
}
