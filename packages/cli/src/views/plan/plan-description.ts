import { changeKinds, type PlannedChange } from "@fleet/codegen/plan";
import type { ProjectPlan } from "@fleet/project/plan";

/** A plan, and the name of the revision that it is against. */
export interface ShownPlan extends ProjectPlan {
  readonly revision: string;
}

/** How many changes there are of each risk. */
export interface PlanSummary {
  readonly changes: number;
  readonly risky: number;
  readonly info: number;
}

/** Counts changes. */
export function summarizePlan(changes: readonly PlannedChange[]): PlanSummary {
  const count = (risk: PlannedChange["risk"]) => changes.filter((one) => one.risk === risk).length;
  return { changes: changes.length, risky: count("risky"), info: count("info") };
}

/** The number of changes in a few words: `3 changes, 1 of them risky`. */
export function countChanges({ changes, risky }: PlanSummary): string {
  if (changes === 0) return "Nothing changes";
  const all = `${changes} ${changes === 1 ? "change" : "changes"}`;
  if (risky === 0) return `${all}, none of them risky`;
  return changes === 1 ? `${all}, and it is risky` : `${all}, ${risky} of them risky`;
}

/** What the revision is, as people read it: `HEAD (1a2b3c4)`. */
export function nameRevision({ revision, before: { commit } }: ShownPlan): string {
  return commit === undefined || commit.startsWith(revision)
    ? revision
    : `${revision} (${commit.slice(0, 7)})`;
}

/** A plan for programs; the schema is `plan.schema.json` of `@fleet/codegen`. */
export function describePlan(shown: ShownPlan) {
  const { plan, before, after, notes, revision } = shown;
  return {
    before: { revision, commit: before.commit ?? null, source: before.source },
    after: { source: after.source },
    notes,
    ...describeChanges(plan),
  };
}

/** What changes, and what is to be done, for programs. */
export function describeChanges({ changes, work }: ProjectPlan["plan"]) {
  return {
    counts: summarizePlan(changes),
    changes: changes.map((one) => ({
      kind: one.kind,
      risk: one.risk,
      section: changeKinds[one.kind].section,
      hosts: one.hosts,
      files: one.files,
      who: one.who ?? null,
      what: one.what ?? null,
      before: one.before ?? null,
      after: one.after ?? null,
      root: one.root ?? null,
      why: one.why,
      place: one.place ?? null,
      message: one.message,
    })),
    work: work.map(({ command, reason }) => ({ command: command ?? null, reason })),
  };
}
