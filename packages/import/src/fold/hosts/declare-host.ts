import type { HostDeclaration, PlacementDeclaration } from "@fleet/core";
import { hostIdProblem, type System, splitHostName, systems } from "@fleet/core/internal";
import type { FoldedOwners } from "../access/fold-owners.ts";
import type { FoldedHost } from "../folded-host.ts";
import type { FoldedSecrets } from "../secrets/fold-secrets.ts";
import type { PlacedModules } from "./place-modules.ts";
import type { SharedTargets } from "./share-targets.ts";
import type { StateVersions } from "./state-versions.ts";

/** What a host is declared from. */
export interface HostSources {
  /** The placements on it, by user, in order. */
  readonly placements: readonly (readonly [string, PlacementDeclaration])[];
  /** The user whose login is that of the primary user. */
  readonly primaryUser: string | undefined;
  readonly versions: StateVersions;
  readonly owners: FoldedOwners;
  readonly secrets: FoldedSecrets;
  readonly modules: PlacedModules;
  readonly targets: SharedTargets;
}

/** Declares a host, without what follows from its id and its system. */
export function declareHost(host: FoldedHost, sources: HostSources): HostDeclaration {
  const { id, found, platform } = host;
  const { owners, secrets, modules, versions, placements, targets } = sources;
  const keys = owners.hosts.get(id);
  const own = secrets.byHost.get(id) ?? {};
  const rest = modules.byHost.get(id) ?? [];
  return {
    hostname: hostnameOf(host),
    domain: domainOf(host),
    system: systemOf(host),
    platform: platform === "linux" ? platform : undefined,
    stateVersion: versions.byHost.get(id),
    tags: found.tags.length === 0 ? undefined : [...new Set(found.tags)],
    primaryUser: platform === "darwin" ? sources.primaryUser : undefined,
    users: declarePlacements(placements),
    deploy: targets.byHost.get(id),
    sshHostKey:
      keys?.ageKey === undefined ? (keys?.sshHostKey ?? found.sshHostKey ?? undefined) : undefined,
    sshHostKeyPath: keys?.sshHostKeyPath,
    ageKey: keys?.ageKey,
    ageKeyFile: keys?.ageKeyFile,
    secrets: Object.keys(own).length === 0 || platform === "linux" ? undefined : own,
    modules: rest.length === 0 ? undefined : rest,
    data: dataOf(found.data),
  };
}

function systemOf({ system }: FoldedHost): System {
  const known = systems.find((one) => one === system);
  if (known === undefined) throw new Error(`bug: a host of the system ${system}`);
  return known;
}

/** A list where nothing differs, and a record where something does. */
function declarePlacements(placements: HostSources["placements"]): HostDeclaration["users"] {
  if (placements.length === 0) return undefined;
  const isPlain = placements.every(([, own]) =>
    Object.values(own).every((value) => value === undefined),
  );
  return isPlain ? placements.map(([id]) => id) : Object.fromEntries(placements);
}

function hostnameOf({ id, found }: FoldedHost): string | undefined {
  const [label] = splitHostName(id);
  const { hostname } = found;
  // What is no name has been left as it is by NixOS, too: a machine that has none yet.
  return hostname === null ||
    hostname === label ||
    hostname === "" ||
    hostIdProblem(hostname) !== undefined
    ? undefined
    : hostname;
}

function domainOf({ id, found, platform }: FoldedHost): string | null | undefined {
  const [, ofId] = splitHostName(id);
  if (found.domain !== null) return found.domain === (ofId ?? "") ? undefined : found.domain;
  // Of a machine that was not asked nothing is known.
  const isAsked = found.hostname !== null && platform !== "linux";
  return ofId !== undefined && isAsked ? null : undefined;
}

/** What JSON holds has been checked by whoever found it; what is none is left by the checks of a declaration. */
function dataOf(data: unknown): HostDeclaration["data"] {
  if (data === null || data === undefined) return undefined;
  return JSON.parse(JSON.stringify(data));
}
