import type { Diagnostic } from "@fleet/diagnostics";
import { quote } from "@fleet/diagnostics";
import { verifyCodes } from "../codes.ts";
import type { HostFacts } from "../facts/nix-facts.ts";
import type { Computed } from "./account-differences.ts";
import { findAccountPath } from "./account-place.ts";
import { type Comparison, createDifference } from "./difference.ts";
import { listUnmadeGroups } from "./group-differences.ts";

/** The groups that an account was given and that nothing makes on its host. */
export function* listDeclaredUnmade(
  comparison: Comparison,
  { host, account }: Computed,
  facts: HostFacts,
): Iterable<Diagnostic> {
  if (host.platform !== "nixos") return;
  const unmade = new Set(listUnmadeGroups(comparison, facts));
  const isMade = (group: string) => facts.groups.has(group) || host.groups.has(group);
  const place = { declared: comparison.fleet.declared, host: host.id, account };
  for (const group of account.groups) {
    const { value } = group;
    // One that the fleet declares is missing for everybody.
    if (!unmade.has(value) || isMade(value)) continue;
    yield verifyCodes.create(
      "unmade-group",
      `Nothing makes the group ${quote(value)} on host ${quote(host.id)}, so NixOS passes over that ${quote(account.username.value)} is in it.`,
      {
        path: findAccountPath(place, group),
        help: `Switch on in a module of the host what the group is for; declare it (\`groups: { ${JSON.stringify(value)}: {} }\`), and fleet makes it; or leave it out.`,
      },
    );
  }
  yield* primaryUnmade(comparison, { host, account }, facts);
}

function* primaryUnmade(
  comparison: Comparison,
  { host, account }: Computed,
  { groups }: HostFacts,
): Iterable<Diagnostic> {
  const { primaryGroup, hasOwnGroup, username } = account;
  if (primaryGroup === undefined || groups.has(primaryGroup.value)) return;
  const name = quote(primaryGroup.value);
  const path = findAccountPath(
    { declared: comparison.fleet.declared, host: host.id, account },
    primaryGroup,
  );
  if (hasOwnGroup) {
    yield createDifference(comparison, {
      what: "absent-group",
      path,
      message: `Nix makes no group ${name} on host ${quote(host.id)}, which is to be the own one of ${quote(account.user)}.`,
      option: `users.groups.${primaryGroup.value}`,
      help: `A module of your own takes users.groups.${primaryGroup.value} away: leave that out there.`,
    });
  } else if (comparison.hasModules && !host.groups.has(primaryGroup.value)) {
    yield verifyCodes.create(
      "unmade-group",
      `Nothing makes the group ${name} on host ${quote(host.id)}, so NixOS gives ${quote(username.value)} the group of nobody instead.`,
      {
        path,
        help: `Declare it (\`groups: { ${JSON.stringify(primaryGroup.value)}: {} }\`), and fleet makes it; or write primaryGroup: "private".`,
      },
    );
  }
}
