import type { Diagnostic } from "@fleet/diagnostics";
import type { UserFacts } from "../facts/user-facts.ts";
import { type Computed, describeAccount } from "./account-differences.ts";
import { findAccountPath } from "./account-place.ts";
import { type Comparison, compareValue } from "./difference.ts";

/** How what NixOS alone has for an account differs from what was computed. */
export function* compareNixosSettings(
  comparison: Comparison,
  { host, account }: Computed,
  user: UserFacts,
): Iterable<Diagnostic> {
  const { linger, subordinateIds } = account;
  const place = { declared: comparison.fleet.declared, host: host.id, account };
  const { of, option } = describeAccount({ host, account });
  if (linger !== undefined) {
    yield* compareValue(comparison, {
      what: "linger",
      subject: `Whether programs of ${of} run without a login`,
      computed: linger.value,
      found: user.linger,
      path: findAccountPath(place, linger),
      option: `${option}.linger`,
    });
  }
  if (subordinateIds === undefined) return;
  const { value } = subordinateIds;
  const computed = typeof value === "string" ? value : `${value.start}:${value.count}`;
  const compared = {
    what: "subordinate-ids",
    computed,
    path: findAccountPath(place, subordinateIds),
  } as const;
  // Whoever changes one range mostly changes both.
  const isOther = user.subordinateUids !== undefined && user.subordinateUids !== computed;
  const [kind, setting, found] = isOther
    ? (["uids", "subUidRanges", user.subordinateUids] as const)
    : (["gids", "subGidRanges", user.subordinateGids] as const);
  const subject = `What ${of} has of subordinate ${kind}`;
  yield* compareValue(comparison, { ...compared, subject, found, option: `${option}.${setting}` });
}
