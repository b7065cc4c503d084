import { type ResolvedHost, rootEquivalentGroups } from "@fleet/core";
import { listMemberships, listOwnGroups } from "@fleet/core/internal";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import type { HostFacts } from "../facts/nix-facts.ts";
import type { UserFacts } from "../facts/user-facts.ts";
import { type Computed, describeAccount } from "./account-differences.ts";
import { findAccountPath, findPlacementPath } from "./account-place.ts";
import { type Comparison, compareValue, createDifference, subtract } from "./difference.ts";

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
  for (const group of account.groups) {
    const { value } = group;
    if (found.includes(value)) continue;
    yield createDifference(comparison, {
      what: "missing-group",
      path: findAccountPath(place, group),
      message: `Nix does not have ${of} in the group ${quote(value)}, which was computed.`,
      option: `${option}.extraGroups`,
    });
  }
  yield* comparePrimary(comparison, { host, account }, user);
  for (const group of listGroupsTooMany(comparison, { host, account }, user)) {
    yield createDifference(comparison, {
      what: "privileged-group",
      path: findPlacementPath(place),
      message: `Nix has ${of} in the group ${quote(group)}, which was not computed and amounts to being root: ${rootEquivalentGroups.get(group)}.`,
      option: `${option}.extraGroups, or users.groups.${group}.members`,
    });
  }
}

function* comparePrimary(
  comparison: Comparison,
  { host, account }: Computed,
  user: UserFacts,
): Iterable<Diagnostic> {
  const { primaryGroup } = account;
  if (primaryGroup === undefined) return;
  const place = { declared: comparison.fleet.declared, host: host.id, account };
  const { of, option } = describeAccount({ host, account });
  yield* compareValue(comparison, {
    what: "primary-group",
    subject: `The primary group of ${of}`,
    computed: primaryGroup.value,
    found: user.primaryGroup,
    path: findAccountPath(place, primaryGroup),
    option: `${option}.group`,
  });
}

/** How the declared groups that must exist on a host differ from those that something makes there. */
export function* compareDeclaredGroups(
  comparison: Comparison,
  host: ResolvedHost,
  { groups: made }: HostFacts,
): Iterable<Diagnostic> {
  for (const [name, { gid }] of host.groups) {
    const option = `users.groups.${name}`;
    const path = ["groups", name];
    if (!made.has(name)) {
      const message = `Nix makes no group ${quote(name)} on host ${quote(host.id)}, and one was declared.`;
      const help = `It would be ${option}: a module of your own takes it away, or calls it otherwise.`;
      yield createDifference(comparison, { what: "absent-group", path, message, option, help });
    } else if (gid !== undefined) {
      yield* compareValue(comparison, {
        what: "gid",
        subject: `The gid of the group ${quote(name)} on host ${quote(host.id)}`,
        computed: gid,
        found: made.get(name),
        path: [...path, "gid"],
        option: `${option}.gid`,
        help: `NixOS itself or a module of your own gives the group that gid, which wins. Leave out \`gid\` in groups.${name}; or take it out of the module, if it is yours.`,
      });
    }
  }
  // Without modules, every group comes from fleet.json.
  const own = listOwnGroups(host).keys();
  const others = comparison.hasModules
    ? []
    : subtract([...made.keys()], [...host.groups.keys(), ...own]);
  for (const name of others) {
    yield createDifference(comparison, {
      what: "unexpected-group",
      path: ["hosts", host.id],
      message: `Nix makes the group ${quote(name)} on host ${quote(host.id)}, which was not computed.`,
      option: `users.groups.${name}`,
    });
  }
}

/** The groups that somebody is in and that nothing makes; who is in them has nothing of it. */
export function listUnmadeGroups(
  { hasModules }: Comparison,
  { users, groups }: HostFacts,
): string[] {
  // Without modules, nobody made those of NixOS either.
  if (!hasModules) return [];
  const used = [...users.values()].flatMap((user) => user.groups ?? []);
  return subtract(used, groups.keys()).toSorted();
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
  const computed = listMemberships(account).map(({ value }) => value);
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

/** All groups of a user; undefined where the system has none to declare. */
export function effectiveGroups({
  groups,
  primaryGroup,
}: UserFacts): readonly string[] | undefined {
  if (groups === undefined) return undefined;
  return typeof primaryGroup === "string" ? [...groups, primaryGroup] : groups;
}
