import { type Diagnostic, quote, rootEquivalentGroups } from "@fleet/core";
import { type Computed, describeAccount } from "./account-differences.ts";
import { findAccountPath, findPlacementPath } from "./account-place.ts";
import { type Comparison, createDifference, subtract } from "./difference.ts";
import type { UserFacts } from "./nix-facts.ts";

/**
 * How the groups of an account differ from those that Nix gives it. Groups that modules add are their
 * author's business (see `listAddedGroups`), but for those that make root of somebody who is no admin.
 */
export function* compareGroups(
  comparison: Comparison,
  { host, account }: Computed,
  user: UserFacts,
): Iterable<Diagnostic> {
  const found = effectiveGroups(user);
  if (found === undefined) return;
  const place = { declared: comparison.fleet.declared, host: host.id, account };
  const { of, option } = describeAccount({ host, account });
  for (const { value, origin } of account.groups) {
    if (found.includes(value)) continue;
    yield createDifference(comparison, {
      what: "missing-group",
      path: findAccountPath(place, "extraGroups", origin),
      message: `Nix does not have ${of} in the group ${quote(value)}, which was computed.`,
      option: `${option}.extraGroups`,
    });
  }
  for (const group of listGroupsTooMany(comparison, { host, account }, user)) {
    yield createDifference(comparison, {
      what: "privileged-group",
      path: findPlacementPath(place),
      message: `Nix has ${of} in the group ${quote(group)}, which was not computed and amounts to being root: ${rootEquivalentGroups.get(group)}.`,
      option: `${option}.extraGroups, or users.groups.${group}.members`,
    });
  }
}

/** The groups that Nix has an account in beyond the computed ones, and that make nobody root. */
export function listAddedGroups(
  comparison: Comparison,
  computed: Computed,
  user: UserFacts,
): string[] {
  const own = computed.account.groups.map(({ value }) => value);
  return subtract(user.groups ?? [], [...own, ...listGroupsTooMany(comparison, computed, user)]);
}

/** The groups by which somebody who is no admin can become root, and that nobody declared or accepted. */
function listGroupsTooMany(
  { fleet: { declared } }: Comparison,
  { account }: Computed,
  user: UserFacts,
): string[] {
  if (account.isAdmin.value) return [];
  const accepted = declared.policy.acceptedGroups.get(account.user) ?? [];
  const computed = account.groups.map(({ value }) => value);
  const isWheel = (group: string) => group === "wheel";
  return subtract(listRootGroups(user), [
    ...computed,
    ...accepted.filter((group) => !isWheel(group)),
  ]);
}

/** The groups of a user that amount to being root. */
export function listRootGroups(user: UserFacts): string[] {
  return (effectiveGroups(user) ?? []).filter((group) => rootEquivalentGroups.has(group));
}

function effectiveGroups({ groups, primaryGroup }: UserFacts): readonly string[] | undefined {
  if (groups === undefined) return undefined;
  return typeof primaryGroup === "string" ? [...groups, primaryGroup] : groups;
}
