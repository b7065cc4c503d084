import { compareNames } from "@fleet/diagnostics";
import { compareHomeNames } from "./accounts/home-names.ts";
import { changeKindNames, riskOf } from "./change-kinds.ts";
import type { Comparison } from "./facts/comparison.ts";
import { isSame } from "./facts/field-differences.ts";
import type { FleetFacts } from "./facts/fleet-facts.ts";
import { findRenames } from "./facts/renames.ts";
import { compareHosts } from "./hosts/host-changes.ts";
import type { DraftChange, Plan, PlannedChange } from "./planned-change.ts";
import { compareSecrets } from "./secrets/secret-changes.ts";
import { compareWays } from "./way-changes.ts";
import { sayChange } from "./words/sentences.ts";
import { listWork } from "./words/work.ts";

/**
 * What it means that one fleet takes the place of another. No difference of what is generated is silent, and
 * nothing is said twice; where one fleet does not say something, it is unknown, and neither gained nor lost.
 */
export function compareFleets(before: FleetFacts, after: FleetFacts): Plan {
  const comparison = { before, after, renames: findRenames(before, after) };
  const changes = joinChanges(listDrafts(comparison));
  return { changes, work: listWork(changes) };
}

function listDrafts(comparison: Comparison): readonly DraftChange[] {
  const { before, after, renames } = comparison;
  const people = [...renames.users].map(([old, now]): DraftChange => {
    return { kind: "user-renamed", who: `user:${now}`, before: old, after: now };
  });
  const ofHosts = [...people, ...compareHosts(comparison)];
  const data: readonly DraftChange[] = isSame(before.data, after.data)
    ? []
    : [{ kind: "detail-changed", what: "data", before: before.data, after: after.data }];
  return [
    ...ofHosts,
    ...compareHomeNames(comparison, ofHosts),
    ...compareSecrets(comparison, ofHosts),
    ...compareWays(comparison, ofHosts),
    ...data,
  ];
}

/** Like changes on many hosts, or of many files, as one. */
function joinChanges(drafts: readonly DraftChange[]): PlannedChange[] {
  const joined = new Map<string, { draft: DraftChange; hosts: Set<string>; files: Set<string> }>();
  for (const draft of drafts) {
    const { kind, who, what, before, after, root, why } = draft;
    const scope = [draft.host !== undefined, draft.file !== undefined];
    const key = JSON.stringify([kind, who, what, before, after, root, why, scope]);
    const found = joined.get(key) ?? { draft, hosts: new Set(), files: new Set() };
    joined.set(key, found);
    if (draft.host !== undefined) found.hosts.add(draft.host);
    if (draft.file !== undefined) found.files.add(draft.file);
  }
  return [...joined.values()].map(finishChange).sort(compareChanges);
}

function finishChange({
  draft,
  hosts,
  files,
}: {
  readonly draft: DraftChange;
  readonly hosts: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
}): PlannedChange {
  const { kind, who, what, before, after, root, why = [], place } = draft;
  const change = {
    kind,
    risk: riskOf(draft),
    hosts: [...hosts].sort(compareNames),
    files: [...files].sort(compareNames),
    who,
    what,
    before,
    after,
    root,
    why,
    place,
  };
  return { ...change, message: sayChange(change) };
}

const ranks = { risky: 0, change: 1, info: 2 } as const;

const places = new Map(changeKindNames.map((kind, place) => [kind, place]));

function compareChanges(a: PlannedChange, b: PlannedChange): number {
  return (
    ranks[a.risk] - ranks[b.risk] ||
    (places.get(a.kind) ?? 0) - (places.get(b.kind) ?? 0) ||
    compareNames(a.who ?? "", b.who ?? "") ||
    compareNames(a.what ?? "", b.what ?? "") ||
    compareNames(a.hosts.join(" "), b.hosts.join(" ")) ||
    compareNames(a.files.join(" "), b.files.join(" ")) ||
    compareNames(keyOf(a), keyOf(b))
  );
}

function keyOf({ before, after, why }: PlannedChange): string {
  return JSON.stringify([before ?? null, after ?? null, why]);
}
