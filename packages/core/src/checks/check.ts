import type { Diagnostic } from "@fleet/diagnostics";
import type { Fleet, Placement } from "../parse/fleet.ts";
import { isGap } from "../parse/gaps.ts";
import type { DeclaredNames } from "../parse/placements.ts";
import { listDistinctAccounts, type PlacedAccount } from "../resolve/accounts/distinct-accounts.ts";
import type { ResolvedHost } from "../resolve/resolved-fleet.ts";
import type { AllottedUids } from "../uids/allot-uids.ts";

/** What every check can ask. */
interface CheckContext {
  /** The declaration. What is a gap in it has been reported, and so has what follows from it. */
  readonly fleet: Fleet;
}

/** What the checks of a declared fleet judge. */
export interface DeclaredContext extends CheckContext {
  readonly names: DeclaredNames;
  /** The placements that say more than that there is an account; of those that say the same, maybe only one. */
  readonly differing: readonly Placement[];
}

/** What the checks of a resolved fleet judge. */
export interface ResolvedContext extends CheckContext {
  /** By id, in order. */
  readonly hosts: ReadonlyMap<string, ResolvedHost>;
  /** The uids that were given out, with what kept accounts from theirs. */
  readonly uids: AllottedUids;
  /** One account of each kind, with the first host that has it. */
  readonly distinct: readonly PlacedAccount[];
  /** The same without hosts of which it is not known what they are. */
  readonly distinctOfKnown: readonly PlacedAccount[];
}

/** Judges one thing about a fleet: everything that is wrong with it, in the order of the declaration. */
type Check<Context extends CheckContext> = (context: Context) => Iterable<Diagnostic>;

/** A check of the declaration alone. */
export type DeclaredCheck = Check<DeclaredContext>;

/** A check of what the declaration comes to. */
export type ResolvedCheck = Check<ResolvedContext>;

/** What the checks of a resolved fleet have in common is worked out once. */
export function createResolvedContext(
  fleet: Fleet,
  hosts: ReadonlyMap<string, ResolvedHost>,
  uids: AllottedUids,
): ResolvedContext {
  const distinct = listDistinctAccounts(hosts.values());
  const known = [...hosts.values()].filter(({ id }) => !isGap(fleet.gaps, ["hosts", id, "system"]));
  const distinctOfKnown = known.length === hosts.size ? distinct : listDistinctAccounts(known);
  return { fleet, hosts, uids, distinct, distinctOfKnown };
}
