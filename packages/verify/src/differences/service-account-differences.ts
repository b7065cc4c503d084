import { type ResolvedHost, rootEquivalentGroups } from "@fleet/core";
import type { ResolvedServiceAccount } from "@fleet/core/internal";
import { type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { verifyCodes } from "../codes.ts";
import type { HostFacts } from "../facts/nix-facts.ts";
import type { UserFacts } from "../facts/user-facts.ts";
import { type Comparison, compareValue, createDifference, subtract } from "./difference.ts";
import { effectiveGroups, listRootGroups } from "./group-differences.ts";

/** How the service accounts that were computed differ from the users that Nix has under their logins. */
export function* compareServiceAccounts(
  comparison: Comparison,
  host: ResolvedHost,
  facts: HostFacts,
): Iterable<Diagnostic> {
  for (const account of host.serviceAccounts.values()) {
    const login = account.username.value;
    const user = facts.users.get(login);
    if (user === undefined) {
      yield createDifference(comparison, {
        what: "missing-account",
        path: ["serviceAccounts", account.id],
        message: `Nix has no account ${quote(login)} on host ${quote(host.id)}, and the service account ${quote(account.id)} was computed.`,
        option: `users.users.${login}`,
      });
      continue;
    }
    const compared = { host, account, user, facts };
    yield* compareSettings(comparison, compared);
    yield* compareGroups(comparison, compared);
    yield* compareKeys(comparison, compared);
    yield* findEmptyPassword(comparison, compared);
  }
}

interface Compared {
  readonly host: ResolvedHost;
  readonly account: ResolvedServiceAccount;
  readonly user: UserFacts;
  readonly facts: HostFacts;
}

function describe({ host, account }: Compared): { readonly of: string; readonly option: string } {
  const login = account.username.value;
  return { of: `${quote(login)} on host ${quote(host.id)}`, option: `users.users.${login}` };
}

/** Values that nobody declared are NixOS's, or a module's. */
function* compareSettings(comparison: Comparison, compared: Compared): Iterable<Diagnostic> {
  const { account, user, facts } = compared;
  const { of, option } = describe(compared);
  const path = ["serviceAccounts", account.id];
  const declared = account.shell?.value;
  // A package may be called otherwise than its attribute.
  const named = declared === undefined ? undefined : facts.shells.get(declared);
  const shell = typeof named === "string" ? named : declared;
  const values = [
    ["uid", "uid", "uid", account.uid?.value, user.uid],
    ["home-directory", "home directory", "home", account.homeDirectory?.value, user.home],
    ["description", "description", "description", account.description?.value, user.description],
    ["shell", "shell", "shell", shell, user.shell],
    ["primary-group", "primary group", "group", account.group.value, user.primaryGroup],
  ] as const;
  const keys = new Map<string, string>([
    ["home", "homeDirectory"],
    ["description", account.description?.path?.at(-1) === "purpose" ? "purpose" : "description"],
  ]);
  for (const [what, words, setting, computed, found] of values) {
    if (computed === undefined) continue;
    const isDeclared = setting !== "group" || account.group.path !== undefined;
    yield* compareValue(comparison, {
      what,
      subject: `The ${words} of ${of}`,
      computed,
      found,
      path: isDeclared ? [...path, keys.get(setting) ?? setting] : path,
      option: `${option}.${setting}`,
    });
  }
  if (user.isNormal !== true) return;
  yield createDifference(comparison, {
    what: "no-system-user",
    path,
    message: `${of} is a normal user in Nix, as people are, and a service account was computed.`,
    option: `${option}.isNormalUser`,
  });
}

function* compareGroups(comparison: Comparison, compared: Compared): Iterable<Diagnostic> {
  const { host, account, user, facts } = compared;
  const { of, option } = describe(compared);
  const { id, group, groups, hasOwnGroup } = account;
  const place: Path = ["serviceAccounts", id];
  const found = effectiveGroups(user) ?? [];
  for (const { value, path = place } of groups) {
    if (found.includes(value)) continue;
    yield createDifference(comparison, {
      what: "missing-group",
      path,
      message: `Nix does not have ${of} in the group ${quote(value)}, which was computed.`,
      option: `${option}.extraGroups`,
    });
  }
  const computed = [group, ...groups].map(({ value }) => value);
  const accepted = comparison.fleet.declared.policy.acceptedGroups.get(`service:${id}`) ?? [];
  for (const name of subtract(listRootGroups(user), [...computed, ...accepted])) {
    yield createDifference(comparison, {
      what: "privileged-group",
      path: place,
      message: `Nix has ${of} in the group ${quote(name)}, which was not computed and amounts to being root: ${rootEquivalentGroups.get(name)}.`,
      option: `${option}.extraGroups, or users.groups.${name}.members`,
    });
  }
  if (hasOwnGroup && !facts.groups.has(group.value)) {
    yield createDifference(comparison, {
      what: "absent-group",
      path: place,
      message: `Nix makes no group ${quote(group.value)} on host ${quote(host.id)}, which is to be the own one of the service account ${quote(id)}.`,
      option: `users.groups.${group.value}`,
      help: `A module of your own takes users.groups.${group.value} away: leave that out there.`,
    });
  }
  if (comparison.hasModules) yield* listUnmade(compared);
}

/** The groups that it was given and that nothing makes; of those that the fleet makes something else is said. */
function* listUnmade(compared: Compared): Iterable<Diagnostic> {
  const { host, account, facts } = compared;
  const { id, group, groups, hasOwnGroup } = account;
  for (const { value, path = ["serviceAccounts", id] } of hasOwnGroup
    ? groups
    : [group, ...groups]) {
    if (facts.groups.has(value) || host.groups.has(value)) continue;
    yield verifyCodes.create(
      "unmade-group",
      `Nothing makes the group ${quote(value)} on host ${quote(host.id)}, so NixOS passes over that ${quote(account.username.value)} is in it.`,
      {
        path,
        help: `Switch on in a module of the host what the group is for; declare it (\`groups: { ${JSON.stringify(value)}: {} }\`), and fleet makes it; or leave it out.`,
      },
    );
  }
}

/** A password is a note, whatever it is; none to ask for lets everybody in. */
function* findEmptyPassword(comparison: Comparison, compared: Compared): Iterable<Diagnostic> {
  if (compared.user.password?.digest !== comparison.digest("")) return;
  const { of, option } = describe(compared);
  yield createDifference(comparison, {
    what: "password",
    path: ["serviceAccounts", compared.account.id],
    message: `${of} has an empty password in Nix, and none was computed.`,
    option: `${option}.hashedPassword`,
    help: `A module of your own sets ${option}.hashedPassword. Leave it out there: a service account logs in with its keys.`,
  });
}

function* compareKeys(comparison: Comparison, compared: Compared): Iterable<Diagnostic> {
  const { account, user } = compared;
  const { of, option } = describe(compared);
  const literal = account.sshKeys.filter((key) => typeof key === "string");
  for (const key of subtract(literal, user.sshKeys)) {
    yield createDifference(comparison, {
      what: "missing-key",
      path: ["serviceAccounts", account.id, "sshKeys"],
      message: `Nix does not let ${of} log in with the SSH key ${quote(key)}, which was computed.`,
      option: `${option}.openssh.authorizedKeys.keys`,
    });
  }
}
