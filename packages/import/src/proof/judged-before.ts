import type { FoundFleet } from "../found/found-fleet.ts";
import { type Survey, type SurveyedFlake, surveyFlake } from "../survey/survey-flake.ts";

/**
 * Which assertions failed before, of those hosts and homes alone that have some now, or whose assertions nobody can
 * tell: looking at them takes as long as building, and mostly there are none.
 */
export async function judgeBefore(flake: SurveyedFlake, after: Survey): Promise<Survey> {
  const { fleet, gaps = [] } = after;
  const failing = [...fleet.hosts, ...fleet.homes].filter(
    ({ failures = [] }) => failures.length > 0,
  );
  const unknown = gaps.filter(({ part }) => part === "failures");
  const names = [...new Set([...failing, ...unknown].map(({ name }) => name))];
  if (names.length === 0) return { fleet: { hosts: [], homes: [] }, failed: [], diagnostics: [] };
  return surveyFlake({ ...flake, names, isExplained: false, isJudged: true });
}

/** A fleet with the assertions that fail in what was judged of it. */
export function addFailures({ hosts, homes }: FoundFleet, judged: FoundFleet): FoundFleet {
  const failuresOf = new Map(
    [...judged.hosts, ...judged.homes].map(({ name, failures }) => [name, failures]),
  );
  const add = <T extends { readonly name: string }>(one: T) => ({
    ...one,
    failures: failuresOf.get(one.name),
  });
  return { hosts: hosts.map(add), homes: homes.map(add) };
}
