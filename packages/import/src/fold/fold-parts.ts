import { compareNames } from "@fleet/diagnostics";
import type { FoundFleet } from "../found/found-fleet.ts";
import type { AssignedOwner } from "../found/found-keys.ts";
import type { Answers, Question, Remark } from "../proposal/proposal.ts";
import { type FoldedOwners, foldOwners } from "./access/fold-owners.ts";
import { type FoldedServices, foldServiceAccounts } from "./access/fold-service-accounts.ts";
import type { FoldedHost } from "./folded-host.ts";
import { type FoldedHomes, foldHomes } from "./homes/fold-homes.ts";
import { placeHomes } from "./homes/place-homes.ts";
import { listHosts } from "./hosts/list-hosts.ts";
import { type PlacedModules, placeModules } from "./hosts/place-modules.ts";
import { createHostSelection, type HostSelection } from "./hosts/select-hosts.ts";
import { type SharedTargets, shareTargets } from "./hosts/share-targets.ts";
import { type StateVersions, shareStateVersions } from "./hosts/state-versions.ts";
import { internFound } from "./intern-found.ts";
import { createKeyReader, type KeyReader } from "./key-reader.ts";
import { createLeftList, type LeftList } from "./left-list.ts";
import type { AccountFacts } from "./people/account-facts.ts";
import { createAccountReader } from "./people/account-reader.ts";
import { listAccounts } from "./people/list-accounts.ts";
import { listPeople } from "./people/list-people.ts";
import { type FleetUids, shareUids } from "./people/share-uids.ts";
import { type FoldedSecrets, foldSecrets } from "./secrets/fold-secrets.ts";

/** What is folded. */
export interface Foldable {
  readonly fleet: FoundFleet;
  readonly owners: readonly AssignedOwner[];
  readonly answers: Answers;
}

/** What was made of each part of a fleet, before it is declared. */
export interface FoldedParts {
  /** By id, in order; so are the accounts of people. */
  readonly hosts: ReadonlyMap<string, FoldedHost>;
  readonly people: ReadonlyMap<string, readonly AccountFacts[]>;
  /** The logins of people, by host. */
  readonly logins: ReadonlyMap<string, ReadonlySet<string>>;
  readonly services: FoldedServices;
  readonly owners: FoldedOwners;
  readonly homes: FoldedHomes;
  readonly uids: FleetUids;
  readonly versions: StateVersions;
  readonly targets: SharedTargets;
  readonly modules: PlacedModules;
  readonly secrets: FoldedSecrets;
  readonly select: HostSelection;
  readonly keys: KeyReader;
  readonly left: LeftList;
  readonly remarks: Remark[];
  readonly questions: readonly Question[];
}

/** Folds each part of a fleet: those first on which others rest. */
export function foldParts({ fleet: found, owners: assigned, answers }: Foldable): FoldedParts {
  const fleet = internFound(found);
  const left = createLeftList();
  const remarks: Remark[] = [];
  const keys = createKeyReader();
  const known = listHosts(fleet.hosts, assigned, { left, remarks });
  const placed = placeHomes(fleet, known, left);
  const machines = placed.machines.map((host) => [host.id, host] as const);
  const hosts = new Map([...known, ...machines].sort(([a], [b]) => compareNames(a, b)));
  const accounts = listAccounts(hosts.values(), placed.byHost, left);
  const { people: listed, questions } = listPeople(accounts, { answers, keys });
  const readAccount = createAccountReader({ left, keys });
  const people = new Map(listed.map(({ id, accounts: own }) => [id, own.map(readAccount)]));
  const select = createHostSelection(hosts);
  const users = new Set(people.keys());
  const services = foldServiceAccounts(hosts.values(), { select, users, left });
  const owners = foldOwners(assigned, {
    hosts,
    personOf: new Map([...people].flatMap(([id, own]) => own.map(({ user }) => [user.login, id]))),
    services: new Set(Object.keys(services.accounts)),
    remarks,
    left,
  });
  const homes = foldHomes(people, left);
  return {
    hosts,
    people,
    logins: listLogins(people),
    services,
    owners,
    homes,
    uids: shareUids(people, left),
    versions: shareStateVersions(hosts, homes, left),
    targets: shareTargets(hosts.values()),
    modules: placeModules(hosts.values(), left),
    secrets: foldSecrets(hosts, { people, homes, left }),
    ...{ select, keys, left, remarks, questions },
  };
}

function listLogins(people: FoldedParts["people"]): Map<string, Set<string>> {
  const logins = new Map<string, Set<string>>();
  for (const accounts of people.values()) {
    for (const { host, user } of accounts) {
      const known = logins.get(host.id);
      if (known === undefined) logins.set(host.id, new Set([user.login]));
      else known.add(user.login);
    }
  }
  return logins;
}
