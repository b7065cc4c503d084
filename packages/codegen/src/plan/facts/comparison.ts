import { compareNames, formatPath, type Path } from "@fleet/diagnostics";
import type { ChangePlace, DraftChange } from "../planned-change.ts";
import type { FieldDifference } from "./field-differences.ts";
import type { FleetFacts } from "./fleet-facts.ts";
import type { Renames } from "./renames.ts";

/** Two fleets, and what in them is one under two ids. */
export interface Comparison {
  readonly before: FleetFacts;
  readonly after: FleetFacts;
  readonly renames: Renames;
}

/** The other half of something that is there on one side. */
export interface Pair<T> {
  /** The id of before; so is the value. Undefined where it is new. */
  readonly beforeId: string | undefined;
  readonly before: T | undefined;
  readonly afterId: string | undefined;
  readonly after: T | undefined;
}

/** What is under each id on either side, those in pairs that were renamed, in the order of the ids after. */
export function pairUp<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  renamed: ReadonlyMap<string, string> = new Map(),
): Pair<T>[] {
  const pairs: Pair<T>[] = [...before].map(([id, one]) => {
    const now = renamed.get(id) ?? id;
    const found = after.get(now);
    const afterId = found === undefined ? undefined : now;
    return { beforeId: id, before: one, afterId, after: found };
  });
  const paired = new Set(pairs.map(({ afterId }) => afterId));
  for (const [id, one] of after) {
    if (paired.has(id)) continue;
    pairs.push({ beforeId: undefined, before: undefined, afterId: id, after: one });
  }
  const nameOf = ({ afterId, beforeId }: Pair<T>) => afterId ?? beforeId ?? "";
  return pairs.sort((a, b) => compareNames(nameOf(a), nameOf(b)));
}

/** The first place that is known: where it stands now, else where it stood. */
export function placeOf(
  comparison: Pick<Comparison, "before" | "after">,
  find: (fleet: NonNullable<FleetFacts["fleet"]>, side: "before" | "after") => Path | undefined,
): ChangePlace | undefined {
  for (const side of ["after", "before"] as const) {
    const { fleet } = comparison[side];
    const path = fleet === undefined ? undefined : find(fleet, side);
    if (path !== undefined) return { side, path: formatPath(path) };
  }
  return undefined;
}

/** That a `fleet.json` says now what it did not say, or the other way round: nobody knows what was before. */
export function tellUntold(
  { field, before, after, untold }: FieldDifference,
  about: Pick<DraftChange, "host" | "who" | "file" | "place">,
): DraftChange {
  const kind = untold === "before" ? "told-now" : "untold-now";
  const value = untold === "before" ? { after: hideHash(after) } : { before: hideHash(before) };
  return { kind, ...about, what: field, ...value };
}

/** A password without its hash: whoever reads a plan has no use for one. */
export function hideHash(value: unknown): unknown {
  const isHash = typeof value === "object" && value !== null && Object.hasOwn(value, "hash");
  return isHash ? "hash" : value;
}
