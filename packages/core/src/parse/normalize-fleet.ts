import type { Outcome } from "@fleet/diagnostics";
import { compareNames, sortedEntries } from "@fleet/diagnostics";
import type {
  FleetDeclaration,
  HostDeclaration,
  Platform,
  UserDeclaration,
} from "../declaration/declaration.ts";
import type { DeployDeclaration } from "../declaration/deploy-declaration.ts";
import { canDeploy, defaultEngine, settingsOf } from "../declaration/deploy-engines.ts";
import { type OwnData, sortData } from "../own-data/own-data.ts";
import { completeLayout } from "../resolve/layout.ts";
import type {
  DeclaredDeploy,
  Defaults,
  Fleet,
  FleetSecrets,
  Host,
  Placement,
  User,
} from "./fleet.ts";
import type { Gaps } from "./gaps.ts";
import { type DeclaredNames, placeUsers } from "./placements.ts";

/** Writes a declaration out in full: every shorthand gone, maps in order, placements on their hosts. */
export function normalizeFleet(
  declaration: FleetDeclaration,
  names: DeclaredNames,
  gaps: Gaps,
): Outcome<Fleet> {
  const { value: placements, diagnostics } = placeUsers(declaration, names);
  const fleet: Fleet = {
    users: mapValues(declaration.users, normalizeUser),
    hosts: mapValues(declaration.hosts, (id, host) =>
      normalizeHost(
        id,
        { host, deploy: declaration.defaults?.deploy },
        placements.byHost.get(id) ?? new Map(),
      ),
    ),
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
    groups: mapValues(declaration.groups, (name, { purpose, gid, hosts, members }) => ({
      name,
      purpose,
      gid,
      hosts,
      members: new Set(members),
    })),
    operators: mapValues(declaration.operators, (id, { ageKeys }) => ({ id, ageKeys })),
    secrets: normalizeSecrets(declaration),
    layout: completeLayout(declaration.layout),
    defaults: normalizeDefaults(declaration),
    policy: {
      rootEquivalentGroups: declaration.policy?.rootEquivalentGroups ?? "warning",
      acceptedGroups: mapValues(declaration.policy?.acceptedGroups, (_, groups) => groups ?? []),
      accept: declaration.policy?.accept ?? [],
      warnDaysBefore: declaration.policy?.warnDaysBefore ?? 30,
    },
    data: normalizeData(declaration),
    declaredDeploys: listDeploys(declaration),
    strayUsers: placements.stray,
    gaps,
  };
  return { value: fleet, diagnostics };
}

function normalizeUser(id: string, user: UserDeclaration): User {
  return {
    id,
    fullName: user.fullName ?? id,
    isNamed: user.fullName !== undefined,
    email: user.email,
    description: user.description,
    stateVersion: user.stateVersion,
    sshKeys: user.sshKeys ?? [],
    isKeyless: user.sshKeys?.length === 0,
    ageKeys: user.ageKeys ?? [],
    secrets: mapValues(user.secrets, (_, secret) => secret),
    codeServer: user.services?.codeServer ?? undefined,
    own: user,
    data: normalizeData(user),
  };
}

function normalizeHost(
  id: string,
  { host, deploy }: { host: HostDeclaration; deploy?: DeployDeclaration | undefined },
  placements: ReadonlyMap<string, Placement>,
): Host {
  const platform = host.platform ?? (host.system.endsWith("-darwin") ? "darwin" : "nixos");
  const hostname = host.hostname ?? id;
  return {
    id,
    hostname,
    system: host.system,
    platform,
    stateVersion: host.stateVersion,
    placements,
    primaryUser: host.primaryUser,
    homeProfile: host.homeProfile ?? undefined,
    features: host.features ?? none,
    hardware: host.hardware ?? noHardware,
    formFactor: host.formFactor,
    tags: host.tags ?? none,
    sshHostKey: host.sshHostKey,
    sshHostKeyPath: host.sshHostKeyPath ?? "/etc/ssh/ssh_host_ed25519_key",
    ageKey: host.ageKey,
    ageKeyFile: host.ageKeyFile ?? "/var/lib/sops/age/keys.txt",
    secrets: host.secrets === undefined ? noSecrets : mapValues(host.secrets, (_, one) => one),
    tailscale: host.tailscale ?? false,
    deploy: completeDeploy(host.deploy, deploy, { platform, hostname }),
    modules: host.modules ?? none,
    data: normalizeData(host),
  };
}

function normalizeData({ data }: { readonly data?: OwnData | undefined }): OwnData | undefined {
  return data === undefined ? undefined : sortData(data);
}

// What most hosts of a large fleet do not have is one object for all of them.
const none: readonly [] = [];
const noHardware: Host["hardware"] = {};
const noSecrets: Host["secrets"] = new Map();

const nothing: DeployDeclaration = {};

function completeDeploy(
  own: DeployDeclaration = nothing,
  defaults: DeployDeclaration = nothing,
  { platform, hostname }: { readonly platform: Platform; readonly hostname: string },
): DeployDeclaration {
  if (own === nothing && defaults === nothing) return nothing;
  const named = (target: string | undefined) => target?.replaceAll("{host}", hostname);
  const isFit = defaults.engine === undefined || canDeploy(defaults.engine, platform);
  const engine = own.engine ?? (isFit ? defaults.engine : undefined);
  const takes = settingsOf(engine ?? defaultEngine(platform), platform);
  return {
    engine,
    target: named(own.target ?? (takes.target ? defaults.target : undefined)),
    buildHost: named(own.buildHost ?? (takes.buildHost ? defaults.buildHost : undefined)),
    home: own.home ?? defaults.home,
  };
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

function normalizeSecrets(declaration: FleetDeclaration): FleetSecrets | undefined {
  const { secrets, operators, users, hosts } = declaration;
  const isAboutSecrets =
    secrets !== undefined ||
    operators !== undefined ||
    Object.values(users).some((user) => user.ageKeys ?? user.secrets) ||
    Object.values(hosts).some((host) => host.sshHostKey ?? host.ageKey ?? host.secrets);
  if (!isAboutSecrets) return undefined;
  return {
    files: secrets?.files ?? [],
    readers: mapValues(secrets?.readers ?? {}, (_, texts) => texts),
    ignore: secrets?.ignore ?? [],
    defaultRules: secrets?.defaultRules ?? true,
    hostFile: secrets?.hostFile ?? "secrets/hosts/{host}.yaml",
    userFile: secrets?.userFile ?? "secrets/users/{user}.yaml",
  };
}

function normalizeDefaults({ defaults }: FleetDeclaration): Defaults {
  return {
    shell: defaults?.shell,
    adminHomeMode: defaults?.homeMode?.admin,
    nonAdminHomeMode: defaults?.homeMode?.nonAdmin,
    homeProfile: defaults?.homeProfile ?? undefined,
    nonAdminProfile: defaults?.nonAdminProfile ?? undefined,
    aggregates: defaults?.aggregates ?? [],
    stateVersion: defaults?.stateVersion,
    uidRange: {
      // NixOS gives uids below 1000 to the system (users-groups.nix); login.defs ends at 60000.
      nixos: defaults?.uidRange?.nixos ?? [1000, 60000],
      // macOS gives its first user 501, and the next ones those behind it. NixOS begins at 1000.
      darwin: defaults?.uidRange?.darwin ?? [501, 999],
    },
  };
}

function mapValues<T, R>(
  record: { readonly [id: string]: T } | undefined,
  map: (id: string, value: T) => R,
): Map<string, R> {
  const mapped = new Map<string, R>();
  for (const [id, value] of sortedEntries(record)) mapped.set(id, map(id, value));
  return mapped;
}
