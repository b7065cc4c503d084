import type { Diagnostic } from "./diagnostic.ts";
import type { Fleet } from "./fleet.ts";
import { rootEquivalentGroups } from "./groups.ts";
import { declaredPath } from "./resolve-accounts.ts";
import { type Account, originPath, type ResolvedHost } from "./resolved-fleet.ts";
import { quote } from "./suggestion.ts";

type Hosts = ReadonlyMap<string, ResolvedHost>;

/** All that is wrong with the accounts, in the order of the rules. */
export function checkAccounts(fleet: Fleet, hosts: Hosts): Diagnostic[] {
  return [
    ...wheelIsForAdmins(fleet),
    ...loginsAreUnique(fleet, hosts),
    ...uidsAreInRange(fleet, hosts),
    ...uidsAreUnique(fleet, hosts),
    ...uidsAreTheSameOnAllNixos(fleet, hosts),
    ...homeDirectoriesAreUnique(fleet, hosts),
    ...rootEquivalence(fleet, hosts),
  ];
}

/** `wheel` comes from being admin and from nothing else. */
function* wheelIsForAdmins(fleet: Fleet): Iterable<Diagnostic> {
  for (const [id, { groups }] of fleet.features) {
    const index = groups.indexOf("wheel");
    if (index !== -1)
      yield wheelElsewhere(["features", id, "groups", index], "everybody on its hosts");
  }
  for (const [id, { own }] of fleet.users) {
    const index = own.extraGroups?.indexOf("wheel") ?? -1;
    if (index !== -1 && own.isAdmin !== true) {
      yield wheelElsewhere(["users", id, "extraGroups", index], quote(id));
    }
  }
  for (const host of fleet.hosts.values()) {
    for (const { user, path, own } of host.placements.values()) {
      const index = own.extraGroups?.indexOf("wheel") ?? -1;
      if (index === -1 || (own.isAdmin ?? fleet.users.get(user)?.own.isAdmin)) continue;
      yield wheelElsewhere([...path, "extraGroups", index], quote(user));
    }
  }
}

function wheelElsewhere(path: Diagnostic["path"], who: string): Diagnostic {
  return {
    code: "core/wheel-without-admin",
    severity: "error",
    path,
    message: `This would put ${who} into the group "wheel", which is for admins alone.`,
    help: 'Set `isAdmin: true` where root is meant, and take "wheel" out of the groups.',
  };
}

/** No two users of a host log in by the same name. */
function* loginsAreUnique(fleet: Fleet, hosts: Hosts): Iterable<Diagnostic> {
  for (const host of hosts.values()) {
    for (const [account, other] of clashes(host, ({ username }) => username.value)) {
      yield {
        code: "core/login-taken",
        severity: "error",
        path: placeOf(fleet, host, account, "username"),
        message: `On ${quote(host.id)}, the users ${quote(other.user)} and ${quote(account.user)} would both log in as ${quote(account.username.value)}.`,
        help: "Give one of the two another `username` on this host.",
      };
    }
  }
}

/** Declared uids lie in the range of the platform. */
function* uidsAreInRange(fleet: Fleet, hosts: Hosts): Iterable<Diagnostic> {
  const reported = new Set<string>();
  for (const host of hosts.values()) {
    const platform = host.platform === "darwin" ? "darwin" : "nixos";
    const [first, last] = fleet.defaults.uidRange[platform];
    for (const account of host.accounts.values()) {
      const uid = account.uid?.value;
      if (uid === undefined || (uid >= first && uid <= last)) continue;
      const path = placeOf(fleet, host, account, "uid");
      if (reported.has(`${platform} ${path.join("\n")}`)) continue;
      reported.add(`${platform} ${path.join("\n")}`);
      yield {
        code: "core/uid-out-of-range",
        severity: "error",
        path,
        message: `The uid ${uid} of ${quote(account.user)} on ${quote(host.id)} is not between ${first} and ${last}.`,
        help: `Choose a uid from ${first} to ${last}, or widen \`defaults.uidRange.${platform}\`.`,
      };
    }
  }
}

/** No two users of a host have the same uid. */
function* uidsAreUnique(fleet: Fleet, hosts: Hosts): Iterable<Diagnostic> {
  for (const host of hosts.values()) {
    for (const [account, other] of clashes(host, ({ uid }) => uid?.value)) {
      yield {
        code: "core/uid-taken",
        severity: "error",
        path: placeOf(fleet, host, account, "uid"),
        message: `On ${quote(host.id)}, the uid ${account.uid?.value} belongs to both ${quote(other.user)} and ${quote(account.user)}.`,
        help: "Give one of the two another uid, before files on disk belong to the wrong person.",
      };
    }
  }
}

/** A person's files can move between NixOS hosts, so the uid is the same on all of them. */
function* uidsAreTheSameOnAllNixos(fleet: Fleet, hosts: Hosts): Iterable<Diagnostic> {
  const first = new Map<string, { uid: number; host: string }>();
  for (const host of hosts.values()) {
    if (host.platform !== "nixos") continue;
    for (const account of host.accounts.values()) {
      const uid = account.uid?.value;
      const earlier = first.get(account.user);
      if (uid === undefined) continue;
      if (earlier === undefined) first.set(account.user, { uid, host: host.id });
      else if (earlier.uid !== uid) {
        yield {
          code: "core/uid-differs",
          severity: "error",
          path: placeOf(fleet, host, account, "uid"),
          message: `${quote(account.user)} has the uid ${uid} on ${quote(host.id)} and ${earlier.uid} on ${quote(earlier.host)}.`,
          help: "Set the uid once, on the user: it is the same on all NixOS hosts.",
        };
      }
    }
  }
}

/** No two users of a host live in the same directory. */
function* homeDirectoriesAreUnique(fleet: Fleet, hosts: Hosts): Iterable<Diagnostic> {
  for (const host of hosts.values()) {
    for (const [account, other] of clashes(host, ({ homeDirectory }) => homeDirectory.value)) {
      if (account.username.value === other.username.value) continue;
      yield {
        code: "core/home-directory-taken",
        severity: "error",
        path: placeOf(fleet, host, account, "homeDirectory"),
        message: `On ${quote(host.id)}, the home directory ${quote(account.homeDirectory.value)} belongs to both ${quote(other.user)} and ${quote(account.user)}.`,
        help: "Give one of the two another `homeDirectory`.",
      };
    }
  }
}

/** Who is not admin is in no group that amounts to root, unless the policy accepts it by name. */
function* rootEquivalence(fleet: Fleet, hosts: Hosts): Iterable<Diagnostic> {
  const reported = new Set<string>();
  for (const host of hosts.values()) {
    for (const account of host.accounts.values()) {
      if (account.isAdmin.value) continue;
      const accepted = fleet.policy.acceptedGroups.get(account.user) ?? [];
      for (const { value: group, origin } of account.groups) {
        const how = rootEquivalentGroups.get(group);
        if (how === undefined || accepted.includes(group)) continue;
        const key = origin === "feature" ? "features" : "extraGroups";
        const path = originPath(fleet, { host: host.id, account, key, origin }) ?? account.path;
        // One finding for what one place says, however many hosts it concerns.
        const finding = `${path.join("\n")}\n${account.user}\n${group}`;
        if (reported.has(finding)) continue;
        reported.add(finding);
        yield {
          code: "core/root-equivalent-group",
          severity: fleet.policy.rootEquivalentGroups,
          path,
          message: `${quote(account.user)} is not admin on ${quote(host.id)}, but the group ${quote(group)} amounts to it: ${how}.`,
          help: `Leave the group out, make the account admin, or accept it: policy.acceptedGroups.${account.user}: [${quote(group)}].`,
        };
      }
    }
  }
}

/** Accounts whose key another account of the host has already, with that other one. */
function* clashes(
  host: ResolvedHost,
  keyOf: (account: Account) => string | number | undefined,
): Iterable<[account: Account, other: Account]> {
  const owners = new Map<string | number, Account>();
  for (const account of host.accounts.values()) {
    const key = keyOf(account);
    if (key === undefined) continue;
    const other = owners.get(key);
    if (other === undefined) owners.set(key, account);
    else yield [account, other];
  }
}

function placeOf(
  fleet: Fleet,
  host: ResolvedHost,
  account: Account,
  key: "username" | "uid" | "homeDirectory",
): Diagnostic["path"] {
  const placement = fleet.hosts.get(host.id)?.placements.get(account.user);
  if (placement === undefined || account[key]?.origin === "built-in") return account.path;
  return declaredPath(placement, key);
}
