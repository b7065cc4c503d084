import type { FleetDeclaration } from "@fleet/core";
import { defaultSecretFiles } from "@fleet/core/internal";
import { compareNames } from "@fleet/diagnostics";
import type { FoundFleet } from "../found/found-fleet.ts";
import type { AssignedOwner } from "../found/found-keys.ts";
import type { Answers, Proposal, Remark } from "../proposal/proposal.ts";
import { foldGroups } from "./access/fold-groups.ts";
import { foldOwners } from "./access/fold-owners.ts";
import { foldRoot } from "./access/fold-root.ts";
import { foldServiceAccounts } from "./access/fold-service-accounts.ts";
import { declareDefaults, declarePolicy } from "./declare-defaults.ts";
import { foldHomes } from "./homes/fold-homes.ts";
import { placeHomes } from "./homes/place-homes.ts";
import { declareHosts } from "./hosts/declare-hosts.ts";
import { listHosts } from "./hosts/list-hosts.ts";
import { placeModules } from "./hosts/place-modules.ts";
import { createHostSelection } from "./hosts/select-hosts.ts";
import { shareTargets } from "./hosts/share-targets.ts";
import { shareStateVersions } from "./hosts/state-versions.ts";
import { createKeyReader } from "./key-reader.ts";
import { createLeftList } from "./left-list.ts";
import { mendDeclaration } from "./mend/mend-declaration.ts";
import { readAccount } from "./people/account-facts.ts";
import { declareUsers } from "./people/declare-users.ts";
import { listAccounts } from "./people/list-accounts.ts";
import { listPeople } from "./people/list-people.ts";
import { shareUids } from "./people/share-uids.ts";
import { foldSecrets } from "./secrets/fold-secrets.ts";

/** What is folded. */
export interface Foldable {
  readonly fleet: FoundFleet;
  readonly owners: readonly AssignedOwner[];
  readonly answers: Answers;
}

/** Makes people and machines of what was found: what is common on the user, what differs in placements. */
export function foldFleet({ fleet, owners: assigned, answers }: Foldable): Proposal {
  const left = createLeftList();
  const remarks: Remark[] = [];
  const keys = createKeyReader();
  const known = listHosts(fleet.hosts, assigned, { left, remarks });
  const placed = placeHomes(fleet, known, left);
  const hosts = new Map(
    [...known, ...placed.machines.map((host) => [host.id, host] as const)].sort(([a], [b]) =>
      compareNames(a, b),
    ),
  );
  const listed = listPeople(listAccounts(hosts.values(), placed.byHost, left), { answers, keys });
  const people = new Map(
    listed.people.map(({ id, accounts }) => [
      id,
      accounts.map((one) => readAccount(one, { left, keys })),
    ]),
  );
  const select = createHostSelection({ hosts });
  const services = foldServiceAccounts(hosts.values(), {
    select,
    users: new Set(people.keys()),
    left,
  });
  const owners = foldOwners(assigned, {
    hosts,
    personOf: new Map([...people].flatMap(([id, own]) => own.map(({ user }) => [user.login, id]))),
    services: new Set(Object.keys(services.accounts)),
    remarks,
    left,
  });
  const homes = foldHomes(people, left);
  const uids = shareUids(people, left);
  const versions = shareStateVersions(hosts, homes, left);
  const targets = shareTargets(hosts.values());
  const modules = placeModules(hosts.values(), left);
  const secrets = foldSecrets(hosts, { people, homes, left });
  const users = declareUsers(people, { homes, uids, versions, owners, secrets, left });
  const declaration: FleetDeclaration = {
    users: users.users,
    hosts: declareHosts(hosts, { users, people, versions, owners, secrets, modules, targets }),
    groups: filledRecord(
      foldGroups(hosts.values(), { select, left, ...listBrought(people, services) }),
    ),
    serviceAccounts: filledRecord(withKeys(services.accounts, owners.services)),
    operators: filledRecord(owners.operators),
    root: filled(foldRoot(hosts.values(), { people, select, keys, left })),
    aggregates: filledRecord(
      Object.fromEntries([...homes.aggregates].map(([name, list]) => [name, { modules: list }])),
    ),
    layout: {
      user: homes.layout.user,
      userOnHost: homes.layout.userOnHost,
      allUsers: homes.layout.allUsers,
      host: modules.host,
      hardware: modules.hardware,
      allHosts: modules.allHosts,
    },
    secrets: declareSecretFiles(secrets),
    policy: declarePolicy(uids, remarks),
    defaults: declareDefaults(
      { defaults: users.defaults, uids, versions, homes, targets },
      remarks,
    ),
  };
  return mendDeclaration({ declaration, remarks, questions: listed.questions, left });
}

function filled<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

function filledRecord<T extends object>(record: T): T | undefined {
  return Object.keys(record).length === 0 ? undefined : record;
}

function withKeys(
  accounts: ReturnType<typeof foldServiceAccounts>["accounts"],
  keys: ReturnType<typeof foldOwners>["services"],
): NonNullable<FleetDeclaration["serviceAccounts"]> {
  return Object.fromEntries(
    Object.entries(accounts).map(([id, account]) => [id, { ...account, ageKeys: keys.get(id) }]),
  );
}

/** What accounts bring with them, and who is declared, on each host. */
function listBrought(
  people: ReadonlyMap<string, readonly ReturnType<typeof readAccount>[]>,
  services: ReturnType<typeof foldServiceAccounts>,
) {
  const accounts = [...people.values()].flat();
  const placeOf = (host: string, name: string) => `${host}\0${name}`;
  return {
    brought: new Set([
      ...services.groups,
      ...accounts
        .filter(({ primaryGroup }) => primaryGroup === "private")
        .map(({ host, user }) => placeOf(host.id, user.login)),
    ]),
    logins: new Set([
      ...services.logins,
      ...accounts.map(({ host, user }) => placeOf(host.id, user.login)),
    ]),
  };
}

function declareSecretFiles({
  hostFile,
  userFile,
}: ReturnType<typeof foldSecrets>): FleetDeclaration["secrets"] {
  const isUsual = hostFile === defaultSecretFiles.host && userFile === defaultSecretFiles.user;
  if (isUsual) return undefined;
  return {
    hostFile: hostFile === defaultSecretFiles.host ? undefined : hostFile,
    userFile: userFile === defaultSecretFiles.user ? undefined : userFile,
  };
}
