import type { Account, ResolvedHost } from "@fleet/core";
import type { ResolvedServiceAccount } from "@fleet/core/internal";

/**
 * What is declared of a host's accounts and root beside what everybody has, a line for each kind of it: passwords,
 * last days, trust that does not follow from being admin, uids of this host alone, and root. Lines with nothing to
 * say are left out.
 */
export function listNotes({ accounts, root, serviceAccounts }: ResolvedHost): string[] {
  const people = [...accounts.values()];
  const lines: readonly (readonly [string, readonly string[]])[] = [
    ["passwords", people.flatMap(describePassword)],
    [
      "last day",
      people.flatMap(({ user, expires }) => (expires ? [`${user} ${expires.value}`] : [])),
    ],
    [
      "trusted by Nix",
      [
        ...people.filter(isTrustedApart).map(nameOf),
        ...root.trustedByNix.map(({ value }) => value),
      ],
    ],
    ["not trusted by Nix", people.filter(isDistrusted).map(nameOf)],
    ["uids of this host alone", people.flatMap(describePin)],
    ["service accounts", [...serviceAccounts.values()].map(describeService)],
    ["root", describeRoot(root)],
  ];
  return lines.flatMap(([what, about]) =>
    about.length === 0 ? [] : [`${what}: ${about.join(", ")}`],
  );
}

function nameOf({ user }: Account): string {
  return user;
}

function isTrustedApart({ isAdmin, isTrustedByNix }: Account): boolean {
  return isTrustedByNix.value && !isAdmin.value;
}

function isDistrusted({ isAdmin, isTrustedByNix }: Account): boolean {
  return isAdmin.value && !isTrustedByNix.value;
}

function describePassword({ user, password }: Account): string[] {
  return password === undefined ? [] : [`${user} (${passwordText(password.value)})`];
}

/** Never the hash. */
function passwordText(password: NonNullable<Account["password"]>["value"]): string {
  if (password === "locked") return "locked";
  return "secret" in password ? `the secret ${password.secret}` : "a hash in the declaration";
}

function describePin({ user, uid }: Account): string[] {
  return uid?.origin === "placement" ? [`${user} ${uid.value}`] : [];
}

function describeRoot({ sshKeys, sudoNeedsPassword, password }: ResolvedHost["root"]): string[] {
  const owners = [...new Set(sshKeys.flatMap(({ owners: all }) => all))];
  const strange = sshKeys.filter(({ owners: all }) => all.length === 0).length;
  const whose = [...owners, ...(strange === 0 ? [] : [`${strange} of nobody in the fleet`])];
  return [
    ...(whose.length === 0 ? [] : [`SSH keys of ${whose.join(" and ")}`]),
    ...(password === undefined ? [] : [`password ${passwordText(password.value)}`]),
    ...(sudoNeedsPassword.value ? [] : ["sudo asks for no password"]),
  ];
}

function describeService({ id, username, groups, group, hasOwnGroup }: ResolvedServiceAccount) {
  const login = username.value === id ? [] : [`login ${username.value}`];
  const named = [...(hasOwnGroup ? [] : [group]), ...groups].map(({ value }) => value);
  const about = [...login, ...(named.length === 0 ? [] : [`in ${named.join(", ")}`])].join("; ");
  return about === "" ? id : `${id} (${about})`;
}
