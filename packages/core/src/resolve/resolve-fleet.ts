import type { Diagnostic, Outcome } from "@fleet/diagnostics";
import { compareNames } from "@fleet/diagnostics";
import { reportDisabledKeys } from "../checks/accounts/disabled-keys.ts";
import { createResolvedContext } from "../checks/check.ts";
import { checkResolved } from "../checks/resolved-checks.ts";
import { reportVainKeys } from "../checks/values/vain-keys.ts";
import { hostKeysAreTheirOwn } from "../keys/host-key-owners.ts";
import { moveLedger } from "../moved/moved-ledger.ts";
import { secretsAreMoved } from "../moved/moved-secret-findings.ts";
import { movedHaveOneUid } from "../moved/moved-uids.ts";
import { listSoundMoves } from "../moved/sound-moves.ts";
import type { Fleet, Host } from "../parse/fleet.ts";
import { checkStateVersion } from "../reserved/state-versions.ts";
import { allotUids } from "../uids/allot-uids.ts";
import { emptyLedger } from "../uids/uid-ledger.ts";
import { isDeclaredAdmin } from "./accounts/disabled.ts";
import { createGroupLister, type GroupLister, resolveHostGroups } from "./accounts/groups.ts";
import { type AccountResolver, createAccountResolver } from "./accounts/resolve-accounts.ts";
import {
  createServiceAccountLister,
  type ServiceAccountLister,
} from "./accounts/resolve-service-accounts.ts";
import { endServiceKeys } from "./keys/key-ends.ts";
import { indexOwners } from "./keys/key-owners.ts";
import {
  listKeysOfUsers,
  resolvePlacedKeys,
  resolveServiceKeys,
  resolveSshKeys,
} from "./keys/resolve-ssh-keys.ts";
import { findSharedModules, listHostModules } from "./modules/host-modules.ts";
import { createModuleFinder, type ModuleReference } from "./modules/module-finder.ts";
import type { Account, ResolvedFleet, ResolvedHost } from "./resolved-fleet.ts";
import { createRootResolver, type RootResolver } from "./root.ts";
import type { Surroundings } from "./surroundings.ts";
import { isTrustedName } from "./trust.ts";

/** Fills in every default: the accounts, groups, keys and system modules of every host. */
export function resolveFleet(fleet: Fleet, surroundings: Surroundings): Outcome<ResolvedFleet> {
  const keys = resolveSshKeys(fleet, surroundings);
  const { ledger = emptyLedger } = surroundings;
  const uids = allotUids(fleet, moveLedger(ledger, listSoundMoves(fleet)));
  const listGroups = createGroupLister(fleet);
  const placed = resolvePlacedKeys(fleet, surroundings);
  const sources = { chooseKeys: keys.value.choose, placedKeys: placed.value, uids, listGroups };
  const resolveAccounts = createAccountResolver(fleet, sources);
  const serviceKeys = resolveServiceKeys(fleet, surroundings);
  const keysOfUsers = listKeysOfUsers(fleet, keys.value.all, placed.value);
  const ownersOf = indexOwners(keysOfUsers);
  const endingKeys = endServiceKeys(fleet, serviceKeys.value, ownersOf);
  const listServiceAccounts = createServiceAccountLister(fleet, endingKeys);
  const root = createRootResolver(fleet, {
    sshKeys: keys.value,
    ownersOf,
    serviceKeys: serviceKeys.value,
    resolveAccounts,
    surroundings,
  });
  const finder = createModuleFinder(fleet, surroundings);
  const shared = findSharedModules(fleet, finder);
  const hosts = new Map<string, ResolvedHost>();
  const resolvers = {
    resolveAccounts,
    listServiceAccounts,
    listGroups,
    resolveRoot: root.value.onHost,
  };
  const diagnostics: Diagnostic[] = [
    ...keys.diagnostics,
    ...placed.diagnostics,
    ...serviceKeys.diagnostics,
    ...root.diagnostics,
    ...movedHaveOneUid(fleet, ledger),
    ...secretsAreMoved(fleet, surroundings),
  ];
  for (const [id, host] of fleet.hosts) {
    const lacking = checkStateVersion(fleet, host);
    if (lacking !== undefined) diagnostics.push(lacking);
    const modules = host.platform === "linux" ? [] : listHostModules(host, shared, finder);
    hosts.set(id, resolveHost(fleet, host, { modules, ...resolvers }));
  }
  diagnostics.push(
    ...finder.diagnostics,
    ...checkResolved(createResolvedContext(fleet, hosts, uids)),
    ...reportDisabledKeys(fleet, hosts, ownersOf),
    ...hostKeysAreTheirOwn(fleet, { hosts, keysOfUsers }),
    ...reportVainKeys(fleet, root.value.listVain()),
  );
  return { value: { hosts, keysOfUsers, ledger: uids.ledger, data: fleet.data }, diagnostics };
}

function resolveHost(
  fleet: Fleet,
  host: Host,
  {
    modules,
    resolveAccounts,
    listServiceAccounts,
    listGroups,
    resolveRoot,
  }: {
    modules: readonly ModuleReference[];
    resolveAccounts: AccountResolver;
    listServiceAccounts: ServiceAccountLister;
    listGroups: GroupLister;
    resolveRoot: RootResolver["onHost"];
  },
): ResolvedHost {
  const accounts = resolveAccounts(host);
  const serviceAccounts = listServiceAccounts(host);
  const root = resolveRoot(host, accounts);
  return {
    id: host.id,
    hostname: host.hostname,
    domain: host.domain,
    system: host.system,
    platform: host.platform,
    stateVersion: host.stateVersion ?? fleet.defaults.stateVersion ?? "",
    features: unique(host.features),
    tags: unique(host.tags),
    hardware: host.hardware,
    formFactor: host.formFactor,
    primaryUser: host.primaryUser,
    sshHostKey: host.sshHostKey?.trim(),
    tailscale: host.tailscale,
    deploy: host.deploy,
    knownUsers: host.platform === "darwin" ? listKnownUsers(fleet, host, accounts) : undefined,
    groups: resolveHostGroups(listGroups(host), { accounts, serviceAccounts }),
    modules,
    trustedUsers: listTrusted(host, { accounts, root }),
    root,
    accounts,
    serviceAccounts,
    data: host.data,
  };
}

/**
 * Who nix-darwin may create and change: it deletes whom it knows and no longer finds, and warns of
 * knowing admins, so those who administer a Mac are left to macOS.
 */
function listKnownUsers(
  { users }: Fleet,
  host: Host,
  accounts: ReadonlyMap<string, Account>,
): readonly string[] {
  // Whose account is disabled stays in macOS's group of admins.
  const isAdmin = (user: string) => {
    const placement = host.placements.get(user);
    return placement !== undefined && isDeclaredAdmin(users.get(user), placement);
  };
  const managed = [...accounts.values()].filter(
    ({ user, uid }) => uid !== undefined && user !== host.primaryUser && !isAdmin(user),
  );
  return managed.map(({ username }) => username.value).sort(compareNames);
}

/** Whom Nix trusts beside accounts, and the login names of those that are in no group of these, each once. */
function listTrusted(
  host: Pick<Host, "platform">,
  { accounts, root }: Pick<ResolvedHost, "accounts" | "root">,
): string[] {
  const groups = root.trustedByNix.filter(({ value }) => value.startsWith("@"));
  const trusted = [...accounts.values()].filter(
    (account) =>
      account.isTrustedByNix.value &&
      !groups.some(({ value }) => isTrustedName(host, account, value) === "yes"),
  );
  const logins = trusted.map(({ username }) => username.value);
  return [...new Set([...logins, ...root.trustedByNix.map(({ value }) => value)])].sort(
    compareNames,
  );
}

function unique(names: readonly string[]): readonly string[] {
  return names.length < 2 ? names : [...new Set(names)];
}
