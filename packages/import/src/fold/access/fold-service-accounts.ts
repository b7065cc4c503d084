import type { FleetDeclaration } from "@fleet/core";
import { authorizedKeyProblem, loginNameProblem } from "@fleet/core/internal";
import { compareNames, quote } from "@fleet/diagnostics";
import type { FoundUser } from "../../found/found-user.ts";
import type { FoldedHost } from "../folded-host.ts";
import { groupBy } from "../frequency.ts";
import type { HostSelection } from "../hosts/select-hosts.ts";
import type { LeftList } from "../left-list.ts";

type ServiceAccounts = NonNullable<FleetDeclaration["serviceAccounts"]>;
type ServiceAccount = ServiceAccounts[string];

/** The accounts that are nobody's, and on which hosts which logins they are, as `mini\0backup`. */
export interface FoldedServices {
  readonly accounts: ServiceAccounts;
  readonly logins: ReadonlySet<string>;
  /** The groups that they bring with them, in the same form. */
  readonly groups: ReadonlySet<string>;
}

interface Sources {
  readonly select: HostSelection;
  /** The ids of users, which no service account may have. */
  readonly users: ReadonlySet<string>;
  readonly left: LeftList;
}

/** Declares the system's users that the flake's own files make; those of modules are left to them. */
export function foldServiceAccounts(
  hosts: Iterable<FoldedHost>,
  { select, users, left }: Sources,
): FoldedServices {
  const found = [...hosts]
    .filter(({ platform }) => platform === "nixos")
    .flatMap((host) => host.found.users.map((user) => ({ host, user })))
    .filter(({ user }) => isSystems(user));
  const own = found.filter((one) => isDeclarable(one, left));
  const kinds = groupBy(own, ({ host, user }) =>
    JSON.stringify([user.login, serviceOf(host, user)]),
  );
  const named = [...kinds.values()].flatMap((all) => {
    const [first] = all;
    return first === undefined
      ? []
      : [{ login: first.user.login, first, hosts: all.map(({ host }) => host.id) }];
  });
  named.sort((a, b) => compareNames(a.login, b.login));
  const ids = new Set(users);
  const accounts = named.map(({ login, first, hosts: all }): [string, ServiceAccount] => {
    const id = freeId(login, ids);
    ids.add(id);
    const username = id === login ? undefined : login;
    const { description, ...others } = serviceOf(first.host, first.user);
    return [id, { description, hosts: select(all), username, ...others }];
  });
  const placeOf = ({ host }: HostUser, name: string) => `${host.id}\0${name}`;
  return {
    accounts: Object.fromEntries(accounts),
    logins: new Set(own.map((one) => placeOf(one, one.user.login))),
    groups: new Set(own.filter(bringsGroup).map((one) => placeOf(one, one.user.login))),
  };
}

interface HostUser {
  readonly host: FoldedHost;
  readonly user: FoundUser;
}

function isSystems({ isNormal, isEnabled, login }: FoundUser): boolean {
  return !isNormal && isEnabled && login !== "root";
}

/** Its own group, which is made with it, unless it has a number of its own. */
function bringsGroup({ host, user }: HostUser): boolean {
  const group = host.found.groups.find(({ name }) => name === user.group);
  return user.group === user.login && (group?.gid ?? null) === null;
}

function freeId(login: string, taken: ReadonlySet<string>): string {
  if (!taken.has(login)) return login;
  for (let count = 2; ; count++) {
    const id = `${login.slice(0, 28)}-${count}`;
    if (!taken.has(id)) return id;
  }
}

/** Only what own files alone make; of others, what own files add to them stays there. */
function isDeclarable({ host, user }: HostUser, left: LeftList): boolean {
  const { definedIn, login, uid, sshKeys, password } = user;
  const isOwn = definedIn.length > 0 && definedIn.every((file) => file.isOwn);
  if (!isOwn) {
    left.add({
      kind: "module-account",
      about: login,
      message: "Modules make these accounts, and go on making them.",
      help: "",
    });
    return false;
  }
  const problem = serviceProblem(user);
  if (problem !== undefined) {
    left.add({
      kind: "account",
      about: `${quote(login)} on ${host.id}`,
      message: `It is a user of the system, and cannot be declared as a service account: ${problem}`,
      help: "",
      files: definedIn,
    });
    return false;
  }
  const isSaid = password?.isLocked === true || password?.isEmpty === true;
  if (password !== null && password.options.length > 0 && !isSaid) {
    left.add({
      kind: "password",
      about: `${login}@${host.id}`,
      message: `Its password is set by ${password.options.map(quote).join(" and ")}, and a service account has none in a declaration.`,
      help: "",
      files: definedIn,
    });
  }
  if (!user.isUsualShell && user.shell === null) {
    left.add({
      kind: "shell",
      about: `${login}@${host.id}`,
      message:
        "Its shell is no package of nixpkgs by its name, so that a declaration cannot say it.",
      help: "It goes on as it is, in the module.",
      files: definedIn,
    });
  }
  return uid !== 0 || sshKeys.length > 0;
}

function serviceProblem({ login, uid, group, sshKeys }: FoundUser): string | undefined {
  if (login === "__proto__") return "JavaScript keeps its name for itself.";
  const ofName = loginNameProblem(login);
  if (ofName !== undefined) return ofName;
  if (uid !== null && (uid < 1 || uid > 999)) return `Its uid ${uid} is not between 1 and 999.`;
  if (group === "") return "It has no group.";
  const faulty = sshKeys
    .map((line) => authorizedKeyProblem(line.trim()))
    .find((one) => one !== undefined);
  return faulty === undefined ? undefined : `One of its SSH keys is none. ${faulty.problem}`;
}

function serviceOf(host: FoldedHost, user: FoundUser): Omit<ServiceAccount, "hosts"> {
  const isUsualHome = user.homeDirectory === null || user.homeDirectory === "/var/empty";
  const brings = bringsGroup({ host, user });
  return {
    description:
      user.description === null || user.description === "" ? undefined : user.description,
    uid: user.uid ?? undefined,
    group: user.group === null || brings ? undefined : user.group,
    extraGroups: user.groups.length === 0 ? undefined : user.groups,
    homeDirectory: isUsualHome ? undefined : (user.homeDirectory ?? undefined),
    createHome: user.createHome === true && !isUsualHome ? true : undefined,
    shell: user.isUsualShell || user.shell === null ? undefined : user.shell,
    sshKeys:
      user.sshKeys.length === 0 ? undefined : [...new Set(user.sshKeys.map((line) => line.trim()))],
  };
}
