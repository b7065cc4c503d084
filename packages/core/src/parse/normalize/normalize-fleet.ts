import type { Outcome } from "@fleet/diagnostics";
import { compareNames } from "@fleet/diagnostics";
import type { FleetDeclaration } from "../../declaration/declaration.ts";
import type { RootDeclaration } from "../../declaration/hosts/root-declaration.ts";
import { listUserPasswords } from "../../passwords/password-secrets.ts";
import { completeLayout } from "../../resolve/modules/layout.ts";
import type { DeclaredDeploy, Defaults, Fleet, FleetSecrets } from "../fleet.ts";
import type { Gaps } from "../gaps.ts";
import { type DeclaredNames, placeUsers } from "../placements.ts";
import type { RootGrant } from "../root-grant.ts";
import { mapValues } from "./map-values.ts";
import { normalizeAgeKeys } from "./normalize-age-keys.ts";
import { normalizeData } from "./normalize-data.ts";
import { normalizeHost } from "./normalize-host.ts";
import { listFormerIds, normalizeMoved } from "./normalize-moved.ts";
import { normalizeUser } from "./normalize-user.ts";

/** Writes a declaration out in full: every shorthand gone, maps in order, placements on their hosts. */
export function normalizeFleet(
  declaration: FleetDeclaration,
  names: DeclaredNames,
  gaps: Gaps,
): Outcome<Fleet> {
  const { value: placements, diagnostics } = placeUsers(declaration, names);
  const root = (declaration.root ?? []).map(normalizeGrant);
  const passwords = { ofUsers: listUserPasswords(declaration.users), root };
  const hosts = mapValues(declaration.hosts, (id, host) =>
    normalizeHost(
      id,
      { host, deploy: declaration.defaults?.deploy, passwords },
      placements.byHost.get(id) ?? new Map(),
    ),
  );
  const formerIds = listFormerIds(declaration);
  const fleet: Fleet = {
    users: mapValues(declaration.users, (id, user) => normalizeUser(id, user, formerIds.get(id))),
    hosts,
    profiles: mapValues(declaration.profiles, (id, profile) => ({
      id,
      extends: profile.extends ?? [],
      aggregates: profile.aggregates ?? [],
      modules: profile.modules,
    })),
    aggregates: mapValues(declaration.aggregates, (id, { modules }) => ({ id, modules })),
    features: mapValues(declaration.features, (id, feature) => ({
      id,
      groups: feature.groups ?? [],
      modules: feature.modules,
    })),
    groups: mapValues(declaration.groups, (name, { purpose, gid, hosts, members, uidRange }) => ({
      name,
      purpose,
      gid,
      hosts,
      members: new Set(members),
      uidRange,
    })),
    root,
    serviceAccounts: mapValues(declaration.serviceAccounts, (id, account) => ({
      ...account,
      id,
      extraGroups: account.extraGroups ?? [],
      sshKeys: (account.sshKeys ?? []).map((key) => (typeof key === "string" ? { key } : key)),
      ageKeys: normalizeAgeKeys(account.ageKeys),
    })),
    operators: mapValues(declaration.operators, (id, { ageKeys }) => ({
      id,
      ageKeys: normalizeAgeKeys(ageKeys),
    })),
    secrets: normalizeSecrets(declaration, hosts),
    layout: completeLayout(declaration.layout),
    defaults: normalizeDefaults(declaration),
    policy: {
      rootEquivalentGroups: declaration.policy?.rootEquivalentGroups ?? "warning",
      acceptedGroups: mapValues(declaration.policy?.acceptedGroups, (_, groups) => groups ?? []),
      accept: declaration.policy?.accept ?? [],
      sharedUids: declaration.policy?.sharedUids ?? [],
      warnDaysBefore: declaration.policy?.warnDaysBefore ?? 30,
    },
    moved: normalizeMoved(declaration),
    data: normalizeData(declaration),
    declaredDeploys: listDeploys(declaration),
    strayUsers: placements.stray,
    gaps,
  };
  return { value: fleet, diagnostics };
}

function normalizeGrant({
  hosts,
  sshKeys = [],
  trustedByNix = [],
  sudoNeedsPassword,
  password,
}: RootDeclaration): RootGrant {
  return { hosts, sshKeys, trustedByNix, sudoNeedsPassword, password: password ?? undefined };
}

function listDeploys({ defaults, hosts }: FleetDeclaration): DeclaredDeploy[] {
  const ofAll = { path: ["defaults", "deploy"], host: undefined, deploy: defaults?.deploy };
  const deploying = Object.entries(hosts).filter(([, { deploy }]) => deploy !== undefined);
  const ofHosts = deploying
    .sort(([a], [b]) => compareNames(a, b))
    .map(([host, { deploy }]) => ({ path: ["hosts", host, "deploy"], host, deploy }));
  return [ofAll, ...ofHosts].flatMap(({ deploy, ...place }) =>
    deploy === undefined ? [] : [{ ...place, deploy }],
  );
}

/** Where secrets come from that name no file, and no declaration says otherwise. */
export const defaultSecretFiles = {
  host: "secrets/hosts/{host}.yaml",
  user: "secrets/users/{user}.yaml",
} as const;

function normalizeSecrets(
  declaration: FleetDeclaration,
  placed: Fleet["hosts"],
): FleetSecrets | undefined {
  const { secrets, operators, users, hosts, serviceAccounts = {} } = declaration;
  const isAboutSecrets =
    secrets !== undefined ||
    operators !== undefined ||
    Object.values(users).some((user) => user.ageKeys ?? user.secrets) ||
    Object.values(serviceAccounts).some(({ ageKeys }) => ageKeys) ||
    Object.values(hosts).some((host) => host.sshHostKey ?? host.ageKey ?? host.secrets) ||
    [...placed.values()].some(({ passwordSecrets }) => passwordSecrets.length > 0);
  if (!isAboutSecrets) return undefined;
  return {
    files: secrets?.files ?? [],
    readers: mapValues(secrets?.readers ?? {}, (_, texts) => texts),
    ignore: secrets?.ignore ?? [],
    clanFolder: secrets?.clanFolder,
    defaultRules: secrets?.defaultRules ?? true,
    hostFile: secrets?.hostFile ?? defaultSecretFiles.host,
    userFile: secrets?.userFile ?? defaultSecretFiles.user,
  };
}

function normalizeDefaults({ defaults }: FleetDeclaration): Defaults {
  return {
    shell: defaults?.shell,
    homeName: defaults?.homeName,
    adminHomeMode: defaults?.homeMode?.admin,
    nonAdminHomeMode: defaults?.homeMode?.nonAdmin,
    homeProfile: defaults?.homeProfile ?? undefined,
    nonAdminProfile: defaults?.nonAdminProfile ?? undefined,
    aggregates: defaults?.aggregates ?? [],
    stateVersion: defaults?.stateVersion,
    uid: defaults?.uid,
    uidRange: {
      // NixOS gives uids below 1000 to the system (users-groups.nix); login.defs ends at 60000.
      nixos: defaults?.uidRange?.nixos ?? [1000, 60000],
      // macOS gives its first user 501, and the next ones those behind it. NixOS begins at 1000.
      darwin: defaults?.uidRange?.darwin ?? [501, 999],
    },
  };
}
