import { createOnce, type Diagnostic, formatPath, type Path, quote } from "@fleet/diagnostics";
import { coreCodes } from "../../codes.ts";
import { loginNameProblem } from "../../declaration/names.ts";
import { isGap } from "../../parse/gaps.ts";
import { serviceLogins } from "../../reserved/service-logins.ts";
import { rootEquivalentGroups } from "../../resolve/accounts/groups.ts";
import type {
  Decided,
  ResolvedHost,
  ResolvedServiceAccount,
} from "../../resolve/resolved-fleet.ts";
import type { ResolvedContext } from "../check.ts";

/** No service account of a host has the login name, the uid or the home directory of anybody else there. */
export function* serviceAccountsAreApart({ fleet, hosts }: ResolvedContext): Iterable<Diagnostic> {
  if (fleet.serviceAccounts.size === 0) return;
  const isNew = createOnce();
  for (const host of hosts.values()) {
    if (host.serviceAccounts.size === 0) continue;
    for (const { code, path, other, message, help } of listClashes(host)) {
      if (isNew(code, path, other)) yield coreCodes.create(code, message, { path, help });
    }
  }
}

interface Clash {
  readonly code: "login-taken" | "uid-taken" | "home-directory-taken";
  readonly path: Path;
  readonly other: string;
  readonly message: string;
  readonly help: string;
}

/** What tells accounts of one host apart, with whose it is in words. */
interface Marks {
  readonly who: string;
  /** Undefined for a service account. */
  readonly user: string | undefined;
  readonly login: string;
  readonly uid: number | undefined;
  readonly home: string | undefined;
  /** Whether nobody else may enter its home. */
  readonly isClosed: boolean;
}

function* listClashes({ id, accounts, serviceAccounts }: ResolvedHost): Iterable<Clash> {
  const others: Marks[] = [...accounts.values()].map(({ user, username, uid, homeDirectory }) => ({
    who: `the user ${quote(user)}`,
    user,
    login: username.value,
    uid: uid?.value,
    home: homeDirectory.value,
    isClosed: true,
  }));
  const byMark = new Map<string, Marks[]>();
  for (const other of others) addMarks(byMark, other);
  for (const account of serviceAccounts.values()) {
    const own = marksOf(account);
    const alike = new Set(listMarks(own).flatMap((mark) => byMark.get(mark) ?? []));
    for (const other of alike) yield* compareMarks({ host: id, account, own }, other);
    addMarks(byMark, own);
  }
}

/** Accounts by what tells them apart, since a host may have hundreds of both kinds. */
function addMarks(byMark: Map<string, Marks[]>, one: Marks): void {
  for (const mark of listMarks(one)) byMark.set(mark, [...(byMark.get(mark) ?? []), one]);
}

function listMarks({ login, uid, home }: Marks): string[] {
  return [
    `login ${login}`,
    ...(uid === undefined ? [] : [`uid ${uid}`]),
    ...(home === undefined ? [] : [`home ${home}`]),
  ];
}

function marksOf(account: ResolvedServiceAccount): Marks {
  return {
    who: `the service account ${quote(account.id)}`,
    user: undefined,
    login: account.username.value,
    uid: account.uid?.value,
    home: account.homeDirectory?.value,
    isClosed: account.createsHome.value,
  };
}

interface Compared {
  readonly host: string;
  readonly account: ResolvedServiceAccount;
  readonly own: Marks;
}

function* compareMarks({ host, account, own }: Compared, other: Marks): Iterable<Clash> {
  const on = `On ${quote(host)}, ${other.who} and ${own.who}`;
  const about = { other: other.who };
  if (own.login === other.login) {
    // That the two have one id has been told.
    if (account.id === other.user) return;
    yield {
      ...about,
      code: "login-taken",
      path: placeOf(account, account.username),
      message: `${on} would both have the login ${quote(own.login)}.`,
      help: "Give one of the two another `username`.",
    };
    return;
  }
  // One of people's is out of range.
  if (own.uid !== undefined && own.uid === other.uid && own.uid < 1000) {
    yield {
      ...about,
      code: "uid-taken",
      path: placeOf(account, account.uid),
      message: `${on} would both have the uid ${own.uid}.`,
      help: "Leave it out for a service account, and NixOS chooses one.",
    };
  }
  if (own.home !== undefined && own.home === other.home && (own.isClosed || other.isClosed)) {
    yield {
      ...about,
      code: "home-directory-taken",
      path: placeOf(account, account.homeDirectory),
      message: `${on} would both have the home directory ${quote(own.home)}, which is given to one of them alone.`,
      help: "Give one of the two another `homeDirectory`.",
    };
  }
}

/** Where something about a service account is decided; the account where nothing says so. */
function placeOf({ id }: ResolvedServiceAccount, decided: Decided<unknown> | undefined): Path {
  return decided?.path ?? ["serviceAccounts", id];
}

/** Every service account that some host has, once. */
function listUsed(hosts: ResolvedContext["hosts"]): Set<ResolvedServiceAccount> {
  return new Set([...hosts.values()].flatMap((host) => [...host.serviceAccounts.values()]));
}

/** No service account is called as the user of a service that NixOS makes itself. */
export function* serviceAccountsAreNoServices({
  fleet,
  hosts,
}: ResolvedContext): Iterable<Diagnostic> {
  if (fleet.serviceAccounts.size === 0) return;
  for (const account of listUsed(hosts)) {
    const login = account.username.value;
    if (!serviceLogins.has(login)) continue;
    yield coreCodes.create(
      "login-of-service",
      `${quote(login)} is also the user of a service of NixOS: where that service runs, the two are one, and its data are within reach of whoever logs in as ${quote(login)}.`,
      {
        path: placeOf(account, account.username),
        help: `Set another login name, such as username: ${quote(`${login}-agent`)}.`,
      },
    );
  }
}

/** A service account is in no group that amounts to root, unless the policy accepts it by name; and never in `wheel`. */
export function* servicesAreNotRoot({ fleet, hosts }: ResolvedContext): Iterable<Diagnostic> {
  yield* wheelOfServices(fleet.serviceAccounts.values());
  if (fleet.serviceAccounts.size === 0 || isGap(fleet.gaps, ["policy"])) return;
  for (const account of listUsed(hosts)) {
    const { id, username, group, groups } = account;
    // What cannot be a login is no group either.
    if (loginNameProblem(username.value) !== undefined) continue;
    const accepted = fleet.policy.acceptedGroups.get(`service:${id}`) ?? [];
    for (const { value, path = placeOf(account, username) } of [group, ...groups]) {
      const how = value === "wheel" ? undefined : rootEquivalentGroups.get(value);
      if (how === undefined || accepted.includes(value)) continue;
      yield coreCodes.create(
        "root-equivalent-group",
        `The service account ${quote(id)} is in the group ${quote(value)}, which amounts to being root: ${how}.`,
        {
          severity: fleet.policy.rootEquivalentGroups,
          path,
          help: `Leave the group out, or accept it: ${formatPath(["policy", "acceptedGroups", `service:${id}`])}: [${quote(value)}].`,
        },
      );
    }
  }
}

function* wheelOfServices(
  accounts: Iterable<{
    readonly id: string;
    readonly username?: string | undefined;
    readonly group?: string | undefined;
    readonly extraGroups: readonly string[];
  }>,
): Iterable<Diagnostic> {
  for (const { id, username, group, extraGroups } of accounts) {
    const path = ["serviceAccounts", id];
    const index = extraGroups.indexOf("wheel");
    if (index !== -1) yield wheelOfService(id, [...path, "extraGroups", index]);
    if (group === "wheel") yield wheelOfService(id, [...path, "group"]);
    else if (group === undefined && (username ?? id) === "wheel") {
      yield wheelOfService(id, username === undefined ? path : [...path, "username"]);
    }
  }
}

function wheelOfService(id: string, path: Path): Diagnostic {
  return coreCodes.create(
    "wheel-without-admin",
    `This would put the service account ${quote(id)} into the group "wheel", which is for admins alone, and admins are people.`,
    {
      path,
      help: "Take it out. What it may do as root, say in a module of the host: `security.sudo.extraRules`.",
    },
  );
}
