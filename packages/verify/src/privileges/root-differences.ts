import { type ResolvedHost, rootEquivalentGroups } from "@fleet/core";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import { verifyCodes } from "../codes.ts";
import { type Comparison, listNames, subtract } from "../differences/difference.ts";
import { isOfSharedIds } from "../differences/shared-id-differences.ts";
import type { HostFacts } from "../facts/nix-facts.ts";
import type { RuleFacts } from "../facts/privilege-facts.ts";
import { listAdmins } from "./admins.ts";
import { judgeAdminLogin, judgeRootLogin } from "./root-logins.ts";

/**
 * Who can become root on a host beside its admins, by whatever a module says: with a key or password of
 * root's, through a group, or by a rule of sudo. Groups of people are compared with the others.
 */
export function* listRootWays(
  comparison: Comparison,
  host: ResolvedHost,
  facts: HostFacts,
): Iterable<Diagnostic> {
  if (!comparison.hasModules) return;
  yield* judgeRootLogin(comparison, host, facts);
  for (const account of host.accounts.values()) {
    if (!account.isAdmin.value) continue;
    yield* judgeAdminLogin(comparison, { host, account }, facts);
  }
  yield* listServants(host, facts);
  yield* listRootLogins(host, facts);
  for (const rule of facts.privileges.rules) yield* judgeRule(host, rule);
}

function* listServants(host: ResolvedHost, { privileges }: HostFacts): Iterable<Diagnostic> {
  for (const [login, groups] of privileges.servants) {
    const [group = ""] = groups;
    yield verifyCodes.create(
      "root-servant",
      `The user ${quote(login)} of the system is in ${groups.length === 1 ? "the group" : "the groups"} ${listNames(groups)} on host ${quote(host.id)}, which amounts to being root: ${rootEquivalentGroups.get(group) ?? "it is root's own"}.`,
      {
        path: ["hosts", host.id],
        help: `A module of your own sets users.users.${login}.extraGroups, or its group. Leave that out there; for a person, declare a user of the fleet.`,
      },
    );
  }
}

/** Who is root without root's password or key. */
function* listRootLogins(
  host: ResolvedHost,
  { checks, privileges }: HostFacts,
): Iterable<Diagnostic> {
  const path = ["hosts", host.id];
  const of = `host ${quote(host.id)}`;
  // Where NixOS finds that ids are shared, it is said of root's, too.
  const isSaid = checks.failures.some(isOfSharedIds) && privileges.sharedUids.has("0");
  for (const login of isSaid ? [] : privileges.twins) {
    yield verifyCodes.create(
      "root-login",
      `The user ${quote(login)} is root on ${of}: its uid is 0.`,
      {
        path,
        help: `A module of your own sets users.users.${login}.uid. Give it another uid there; for an admin, declare a user of the fleet with \`isAdmin: true\`.`,
      },
    );
  }
  for (const option of privileges.unaskedOptions) {
    yield verifyCodes.create(
      "root-login",
      `Whoever stands before ${of} is root: ${option} logs root in without asking.`,
      {
        path,
        help: `A module of your own sets ${option}. Leave it out there, or name another user.`,
      },
    );
  }
}

function* judgeRule(
  host: ResolvedHost,
  { option, users, groups, isAll }: RuleFacts,
): Iterable<Diagnostic> {
  if (!isAll) return;
  const admins = ["root", ...listAdmins(host).map(({ username }) => username.value)];
  const names = [
    ...subtract(users, admins).map(quote),
    ...subtract(groups, ["root", "wheel"]).map((group) => `the group ${quote(group)}`),
  ];
  if (names.length === 0) return;
  yield verifyCodes.create(
    "root-rule",
    `A rule of ${option} lets ${names.join(", ")} run every command as root on host ${quote(host.id)}, and no admin is meant by that.`,
    {
      path: ["hosts", host.id],
      help: `A module of your own sets ${option}. Leave the rule out there, or name its commands; for an admin, declare \`isAdmin: true\`.`,
    },
  );
}
