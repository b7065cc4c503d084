import { type Account, type ResolvedHost, rootEquivalentGroups } from "@fleet/core";
import { type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { verifyCodes } from "../codes.ts";
import { findPlacementPath } from "../differences/account-place.ts";
import { type Comparison, listNames, subtract } from "../differences/difference.ts";
import { isOfSharedIds } from "../differences/shared-id-differences.ts";
import type { HostFacts } from "../facts/nix-facts.ts";
import type { LoginKeyFacts, RuleFacts } from "../facts/privilege-facts.ts";
import { listAdmins } from "./admins.ts";
import { bareKey, listOtherKeys, listProvidedKeys, nameOwners, shorten } from "./login-keys.ts";

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

function* judgeRootLogin(
  { fleet }: Comparison,
  host: ResolvedHost,
  facts: HostFacts,
): Iterable<Diagnostic> {
  const { privileges } = facts;
  const path = ["hosts", host.id];
  const of = `host ${quote(host.id)}`;
  const root = privileges.loginKeys.get("root");
  const owners = nameOwners(fleet.resolved.hosts.values());
  const others = subtract(listOtherKeys(host, root), listProvidedKeys(host, facts, owners));
  if (others.length > 0) {
    const whose = [...new Set(others.map((key) => owners.get(bareKey(key)) ?? shorten(key)))];
    yield verifyCodes.create(
      "root-key",
      `Whoever has the SSH key of ${whose.join(", ")} can log in as root on ${of}, and is no admin there.`,
      {
        path,
        help: "A module of your own sets users.users.root.openssh.authorizedKeys.keys. Leave the key out there, or declare whose it is as an admin of the host: `isAdmin: true`.",
      },
    );
  }
  const password = privileges.passwords.get("root");
  if (password === "set" || password === "empty") {
    yield verifyCodes.create(
      "root-password",
      password === "empty"
        ? `Nobody is asked for a password to log in as root on ${of}: it is empty.`
        : `root has a password on ${of}: whoever knows it is root, whether an admin or not.`,
      {
        path,
        help: 'A module of your own gives users.users.root a password. Leave it out there, or write `users.users.root.hashedPassword = "!";` to have none.',
      },
    );
  }
  yield* judgeUnseen(root, { path, login: "root", of });
}

/** The keys by which an admin is let in are in the declaration, unless they are in files or signed. */
function* judgeAdminLogin(
  { fleet }: Comparison,
  { host, account }: { readonly host: ResolvedHost; readonly account: Account },
  { privileges }: HostFacts,
): Iterable<Diagnostic> {
  const login = account.username.value;
  const path = findPlacementPath({ declared: fleet.declared, host: host.id, account });
  const of = `host ${quote(host.id)}`;
  const keys = privileges.loginKeys.get(login);
  if (privileges.passwords.get(login) === "empty") {
    yield verifyCodes.create(
      "root-password",
      `Nobody is asked for a password to log in as the admin ${quote(login)} on ${of}: it is empty.`,
      {
        path,
        help: `A module of your own gives users.users.${login} that password. Leave it out there, or set users.users.${login}.hashedPasswordFile.`,
      },
    );
  }
  yield* judgeUnseen(keys, { path, login, of });
  const others = listOtherKeys(host, keys);
  if (others.length === 0) return;
  const owners = nameOwners(fleet.resolved.hosts.values());
  // A key that nobody has may be another one of the admin's own: that is a note.
  const whose = [...new Set(others.flatMap((key) => owners.get(bareKey(key)) ?? []))];
  if (whose.length === 0) return;
  yield verifyCodes.create(
    "root-key",
    `Whoever has the SSH key of ${whose.join(", ")} can log in as the admin ${quote(login)} on ${of}, and is no admin there.`,
    {
      path,
      help: `A module of your own sets users.users.${login}.openssh.authorizedKeys.keys. Leave the key out there, or declare whose it is as an admin of the host: \`isAdmin: true\`.`,
    },
  );
}

function* judgeUnseen(
  keys: LoginKeyFacts | undefined,
  { path, login, of }: { readonly path: Path; readonly login: string; readonly of: string },
): Iterable<Diagnostic> {
  const { keyFiles = [], principals = [] } = keys ?? {};
  const ways = [
    ...(keyFiles.length === 0 ? [] : [`with the keys in ${listNames(keyFiles)}`]),
    ...(principals.length === 0 ? [] : [`with a certificate for ${listNames(principals)}`]),
  ];
  if (ways.length === 0) return;
  yield verifyCodes.create(
    "unseen-login",
    `One can log in as ${quote(login)} on ${of} ${ways.join(", and ")}, and nobody sees here who that is.`,
    {
      path,
      help: `A module of your own sets users.users.${login}.openssh. Declare the keys as \`sshKeys\` of those whose they are instead.`,
    },
  );
}

function* listServants(host: ResolvedHost, { privileges }: HostFacts): Iterable<Diagnostic> {
  const services = [...host.serviceAccounts.values()].map(({ username }) => username.value);
  for (const [login, groups] of privileges.servants) {
    // What the groups of a service account come to is compared with what was computed.
    if (services.includes(login)) continue;
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
