import { fleetJsonPath, sopsYamlPath } from "@fleet/codegen";
import { compareFleets, factsOfFleet, factsOfText, type Plan } from "@fleet/codegen/plan";
import type { LockedFleet } from "@fleet/project";
import { decodeText, type FileChange } from "@fleet/project/internal";
import { describeChanges } from "../../views/plan/plan-description.ts";
import { type PlanBelow, renderPlanBelow } from "../../views/plan/plan-pretty.ts";

/** What a run of `fleet generate` means, for programs and for people. */
export interface ToldChanges {
  readonly json: ReturnType<typeof describeChanges>;
  readonly render: (shown: PlanBelow) => string;
}

/**
 * Says what it means that generated files take the place of those that are there; undefined where there is none.
 * Loaded where files change: most runs have nothing to say.
 */
export function tellChanges(
  fleet: LockedFleet,
  changes: readonly FileChange[],
): ToldChanges | undefined {
  const plan = planReplaced(fleet, changes);
  if (plan === undefined) return undefined;
  return { json: describeChanges(plan), render: (shown) => renderPlanBelow(plan, shown) };
}

function planReplaced(fleet: LockedFleet, changes: readonly FileChange[]): Plan | undefined {
  const textBefore = (path: string) => {
    const change = changes.find((one) => one.path === path);
    const isOurs = change?.before !== undefined && change.stamp !== "foreign";
    return isOurs ? decodeText(change.before) : undefined;
  };
  const text = textBefore(fleetJsonPath);
  const facts =
    text === undefined ? undefined : factsOfText(text, { sopsYaml: textBefore(sopsYamlPath) });
  return facts === undefined ? undefined : compareFleets(facts, factsOfFleet(fleet));
}
