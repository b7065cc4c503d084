import { createOnce, type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { coreCodes } from "../../codes.ts";
import { accountNameProblem, groupNameProblem } from "../../declaration/names.ts";
import type { Fleet } from "../../parse/fleet.ts";
import { isGap } from "../../parse/gaps.ts";
import type { RootGrant } from "../../parse/root-grant.ts";
import { loginOf } from "../../resolve/decisions.ts";
import type { Account, ResolvedHost } from "../../resolve/resolved-fleet.ts";
import { isGranted } from "../../resolve/root-grants.ts";
import { isTrustedName, isTrustedService } from "../../resolve/trust.ts";
import type { DeclaredContext, ResolvedContext } from "../check.ts";
import { badValue } from "../values/bad-value.ts";

/** Whom Nix trusts beside users are names of accounts and groups, and not everybody. */
export function* trustedNamesFit({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  for (const [index, grant] of fleet.root.entries()) {
    for (const [position, name] of grant.trustedByNix.entries()) {
      yield* trustedNameFits(fleet, { grant, name }, ["root", index, "trustedByNix", position]);
    }
  }
}

function* trustedNameFits(
  fleet: Fleet,
  { grant, name }: { readonly grant: RootGrant; readonly name: string },
  path: Path,
): Iterable<Diagnostic> {
  if (name === "*") {
    const message = "Whoever has any account there would be trusted by Nix, which amounts to root.";
    const help = 'Name the accounts and groups that are meant, such as "builder" or "@trusted".';
    yield coreCodes.create("trusts-everybody", message, { path, help });
    return;
  }
  const isGroup = name.startsWith("@");
  const problem = isGroup ? groupNameProblem(name.slice(1)) : accountNameProblem(name);
  const user = isGroup ? undefined : findUser(fleet, grant, name);
  if (problem !== undefined) {
    yield badValue("trusted-name", path, {
      message: `${quote(name)} is no name of an account or group. ${problem}`,
      help: 'Write a login name, or a group as "@trusted". Of users, isTrustedByNix says it.',
    });
  } else if (name === "root") {
    const help = "Take it out.";
    yield badValue("trusted-name", path, { message: "Nix trusts root anyway.", help });
  } else if (user !== undefined) {
    yield badValue("trusted-name", path, {
      message: `${quote(name)} is how the user ${quote(user)} logs in.`,
      help: "Take it out, and write isTrustedByNix: true in the user or the placement.",
    });
  }
}

/** Which user has a login name on the hosts of an entry. */
function findUser({ hosts, users }: Fleet, grant: RootGrant, login: string): string | undefined {
  for (const host of hosts.values()) {
    if (!isGranted(grant, host)) continue;
    for (const placement of host.placements.values()) {
      if (loginOf(placement, users.get(placement.user)) === login) return placement.user;
    }
  }
  return undefined;
}

/** Whom Nix trusts is admin, unless somebody has accepted it. */
export function* trustIsForAdmins({
  fleet,
  hosts,
  distinct,
}: ResolvedContext): Iterable<Diagnostic> {
  const isSuspect = ({ isAdmin, isTrustedByNix }: Account) =>
    isTrustedByNix.value && !isAdmin.value;
  const suspects = new Set(
    distinct.flatMap(({ account }) => (isSuspect(account) ? account.kind : [])),
  );
  if (suspects.size === 0) return;
  const isNew = createOnce();
  for (const host of hosts.values()) {
    if (host.platform === "linux") continue;
    for (const { kind, user, isAdmin, isTrustedByNix } of host.accounts.values()) {
      const { path = [] } = isTrustedByNix;
      if (!suspects.has(kind)) continue;
      if (isAdmin.origin === "built-in" && isGap(fleet.gaps, ["users", user, "isAdmin"])) continue;
      if (!isNew(path, user)) continue;
      yield coreCodes.create(
        "trusted-without-admin",
        `${quote(user)} is not admin on ${quote(host.id)}, but Nix trusts the account, which amounts to it: it can have Nix do anything as root.`,
        {
          path,
          help: "Leave isTrustedByNix out, or make the account admin.",
        },
      );
    }
  }
}

/** A group that Nix trusts holds nobody whom Nix is not to trust. */
export function* trustedGroupsHoldTrusted({ hosts }: ResolvedContext): Iterable<Diagnostic> {
  const found = new Map<string, { path: Path; group: string; host: string; users: Set<string> }>();
  for (const host of hosts.values()) {
    for (const { value: name, path = [] } of host.root.trustedByNix) {
      const users = listUntrusted(host, name);
      if (users.length === 0) continue;
      const key = JSON.stringify(path);
      const known = found.get(key) ?? {
        path,
        group: name.slice(1),
        host: host.id,
        users: new Set(),
      };
      for (const user of users) known.users.add(user);
      found.set(key, known);
    }
  }
  for (const { path, group, host, users } of found.values()) {
    const [first = "", ...others] = users;
    const more = others.length === 0 ? "" : ` and ${others.length} more`;
    yield coreCodes.create(
      "trusted-by-group",
      `On ${quote(host)}, ${first}${more} is in the group ${quote(group)}, which Nix trusts: that amounts to root, and is not said of the account.`,
      {
        path,
        help: isOfEverybody(group)
          ? "Take the group out: everybody there is in it. Name a group of one's own, or say isTrustedByNix: true of the accounts that are meant."
          : "Take the group out, or the account out of the group; or say that Nix trusts it: isTrustedByNix: true of a user, trustedByNix: [LOGIN] in `root` of a service account.",
      },
    );
  }
}

/** Whether a group is the primary one of all users, out of which nobody can be taken: on NixOS, and on Macs. */
function isOfEverybody(group: string): boolean {
  return group === "users" || group === "staff";
}

/** Who is in a group that Nix trusts, and is not said to be trusted, in words. */
function listUntrusted(host: ResolvedHost, name: string): string[] {
  if (!name.startsWith("@")) return [];
  const isTold = new Set(host.root.trustedByNix.map(({ value }) => value));
  const users = [...host.accounts.values()].filter(
    (account) =>
      !account.isDisabled.value &&
      !account.isTrustedByNix.value &&
      isTrustedName(host, account, name) === "yes",
  );
  const services = [...host.serviceAccounts.values()].filter(
    (account) => isTrustedService(account, name) && !isTold.has(account.username.value),
  );
  return [
    ...users.map(({ user }) => quote(user)),
    ...services.map(({ id }) => `the service account ${quote(id)}`),
  ];
}
