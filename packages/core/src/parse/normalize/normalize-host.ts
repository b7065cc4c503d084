import type { HostDeclaration, Platform } from "../../declaration/declaration.ts";
import type { DeployDeclaration } from "../../declaration/hosts/deploy-declaration.ts";
import {
  buildsHereOrThere,
  canDeploy,
  defaultEngine,
  settingsOf,
} from "../../declaration/hosts/deploy-engines.ts";
import { splitHostName } from "../../declaration/names.ts";
import {
  type DeclaredPasswords,
  listPasswordSecrets,
  withPasswordSecrets,
} from "../../passwords/password-secrets.ts";
import type { Host, Placement } from "../fleet.ts";
import { mapValues } from "./map-values.ts";
import { normalizeData } from "./normalize-data.ts";

/** What a host is written out from. */
interface HostSources {
  readonly host: HostDeclaration;
  /** What `defaults.deploy` says. */
  readonly deploy?: DeployDeclaration | undefined;
  readonly passwords: DeclaredPasswords;
}

/** A machine, written out in full, with what `defaults.deploy` says and the placements on it. */
export function normalizeHost(
  id: string,
  { host, deploy, passwords }: HostSources,
  placements: ReadonlyMap<string, Placement>,
): Host {
  const platform = host.platform ?? (host.system.endsWith("-darwin") ? "darwin" : "nixos");
  const [label = id, ofId] = splitHostName(id);
  const hostname = host.hostname ?? label;
  return {
    id,
    hostname,
    domain: host.domain === undefined ? ofId : (host.domain ?? undefined),
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
    sshHostKey: typeof host.sshHostKey === "string" ? host.sshHostKey : undefined,
    sshHostKeyFile: typeof host.sshHostKey === "object" ? host.sshHostKey.file : undefined,
    sshHostKeyPath: host.sshHostKeyPath ?? "/etc/ssh/ssh_host_ed25519_key",
    ageKey: host.ageKey,
    ageKeyFile: host.ageKeyFile ?? (isOfHostKey(host) ? undefined : "/var/lib/sops/age/keys.txt"),
    ...withPasswordSecrets(
      host.secrets === undefined ? noSecrets : mapValues(host.secrets, (_, one) => one),
      listPasswordSecrets({ id, platform, tags: host.tags ?? none, placements }, passwords),
    ),
    tailscale: host.tailscale ?? false,
    deploy: completeDeploy(host.deploy, deploy, { platform, hostname }),
    modules: host.modules ?? none,
    data: normalizeData(host),
  };
}

/** Whether the age key of a host stands for its SSH host key, of which only the path is known. */
function isOfHostKey({
  sshHostKey,
  sshHostKeyPath,
}: Pick<HostDeclaration, "sshHostKey" | "sshHostKeyPath">): boolean {
  return sshHostKey === undefined && sshHostKeyPath !== undefined;
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
  const target = named(own.target ?? (takes.target ? defaults.target : undefined));
  const shared = takes.buildHost ? named(defaults.buildHost) : undefined;
  const isShared = !buildsHereOrThere(engine) || shared === target;
  return {
    engine,
    target,
    buildHost: named(own.buildHost) ?? (isShared ? shared : undefined),
    home: own.home ?? defaults.home,
    ...(engine === "nixfleet" ? { channel: own.channel ?? defaults.channel } : {}),
  };
}
