import type { FleetDeclaration } from "@fleet/core";
import { defaultSecretFiles } from "@fleet/core/internal";
import type { Proposal } from "../proposal/proposal.ts";
import { foldGroups } from "./access/fold-groups.ts";
import { foldRoot } from "./access/fold-root.ts";
import { leaveFurtherSettings } from "./access/leave-further-settings.ts";
import { leaveEmptyPasswords, leaveRootWays } from "./access/leave-root-access.ts";
import { declareDefaults, declarePolicy } from "./declare-defaults.ts";
import { type Foldable, type FoldedParts, foldParts } from "./fold-parts.ts";
import type { FoldedHomes } from "./homes/fold-homes.ts";
import { declareHosts } from "./hosts/declare-hosts.ts";
import { leaveManagedAdmins } from "./hosts/managed-accounts.ts";
import { mendDeclaration } from "./mend/mend-declaration.ts";
import { declareUsers } from "./people/declare-users.ts";

export type { Foldable } from "./fold-parts.ts";

/** Makes people and machines of what was found: what is common on the user, what differs in placements. */
export function foldFleet(foldable: Foldable): Proposal {
  const parts = foldParts(foldable);
  const { hosts, people, services, owners, homes, uids, modules, secrets, left, remarks } = parts;
  const users = declareUsers(people, parts);
  leaveManagedAdmins(people, left);
  leaveEmptyPasswords(hosts.values(), left);
  leaveRootWays(hosts.values(), left);
  leaveFurtherSettings(hosts.values(), left);
  // In the order in which a person writes them.
  const declaration: FleetDeclaration = {
    users: users.users,
    hosts: declareHosts(hosts, { ...parts, users }),
    serviceAccounts: filledRecord(withKeys(services.accounts, owners.services)),
    groups: filledRecord(foldGroups(hosts.values(), { ...parts, ...listBrought(parts) })),
    root: filled(foldRoot(hosts.values(), parts)),
    operators: filledRecord(owners.operators),
    secrets: declareSecretFiles(secrets),
    aggregates: filledRecord(declareAggregates(homes)),
    layout: {
      user: homes.layout.user,
      userOnHost: homes.layout.userOnHost,
      allUsers: homes.layout.allUsers,
      host: modules.host,
      hardware: modules.hardware,
      allHosts: modules.allHosts,
    },
    defaults: declareDefaults({ ...parts, defaults: users.defaults }, remarks),
    policy: declarePolicy(uids, remarks),
  };
  return mendDeclaration({ declaration, remarks, questions: parts.questions, left });
}

function declareAggregates({
  aggregates,
}: FoldedHomes): NonNullable<FleetDeclaration["aggregates"]> {
  return Object.fromEntries([...aggregates].map(([name, modules]) => [name, { modules }]));
}

function filled<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

function filledRecord<T extends object>(record: T): T | undefined {
  return Object.keys(record).length === 0 ? undefined : record;
}

function withKeys(
  accounts: FoldedParts["services"]["accounts"],
  keys: FoldedParts["owners"]["services"],
): NonNullable<FleetDeclaration["serviceAccounts"]> {
  return Object.fromEntries(
    Object.entries(accounts).map(([id, account]) => [id, { ...account, ageKeys: keys.get(id) }]),
  );
}

/** The groups that accounts bring with them, and who is declared, on each host. */
function listBrought({ people, services, logins }: FoldedParts) {
  const accounts = [...people.values()].flat();
  const ofPeople = accounts
    .filter(({ primaryGroup }) => primaryGroup === "private")
    .map(({ host, user }) => `${host.id}\0${user.login}`);
  return {
    brought: new Set([...services.groups, ...ofPeople]),
    isDeclared: (host: string, login: string) =>
      logins.get(host)?.has(login) === true || services.logins.has(`${host}\0${login}`),
  };
}

function declareSecretFiles({
  hostFile,
  userFile,
}: FoldedParts["secrets"]): FleetDeclaration["secrets"] {
  const isUsual = hostFile === defaultSecretFiles.host && userFile === defaultSecretFiles.user;
  if (isUsual) return undefined;
  return {
    hostFile: hostFile === defaultSecretFiles.host ? undefined : hostFile,
    userFile: userFile === defaultSecretFiles.user ? undefined : userFile,
  };
}
