import type { ComputedFleet } from "@fleet/codegen";
import type { ResolvedHost } from "@fleet/core";
import { compareNames } from "@fleet/diagnostics";
import type { FoundFleet, FoundHost } from "../found-fleet.ts";
import type { FoundIdentity } from "../found-secret.ts";
import type { FoundUser } from "../found-user.ts";
import { foundRoot, foundServiceAccount, foundUser } from "./found-account.ts";
import { foundGroups } from "./found-groups.ts";
import { foundHomesOf, foundStandaloneHomes } from "./found-homes.ts";
import { foundModules } from "./found-modules.ts";
import { foundSecrets } from "./found-secrets.ts";

/**
 * What a survey would find of a fleet that is declared: the way back, by which an import is proven without Nix.
 *
 * A key from an environment variable is the placeholder that Nix has for it in a pure evaluation. What a declaration
 * leaves to the system is null, and so is the number that nix-darwin has for `system.stateVersion`. Accounts and groups
 * that NixOS makes by itself are not there. Hosts on which homes alone are managed are no hosts of a flake.
 */
export function foundOfFleet(fleet: ComputedFleet): FoundFleet {
  const hosts = [...fleet.resolved.hosts.values()].filter(({ platform }) => platform !== "linux");
  return {
    hosts: hosts.map((host) => foundHost(fleet, host)),
    homes: foundStandaloneHomes(fleet),
  };
}

function foundHost(fleet: ComputedFleet, host: ResolvedHost): FoundHost {
  const isNixos = host.platform === "nixos";
  const sudo = host.root.sudoNeedsPassword;
  const primary = host.primaryUser === undefined ? undefined : host.accounts.get(host.primaryUser);
  return {
    name: host.id,
    source: isNixos ? "nixosConfigurations" : "darwinConfigurations",
    platform: isNixos ? "nixos" : "darwin",
    system: host.system,
    hostname: host.hostname,
    domain: host.domain ?? null,
    stateVersion: isNixos && host.stateVersion !== "" ? host.stateVersion : null,
    primaryUser: primary?.username.value ?? null,
    mutableUsers: null,
    sudoNeedsPassword: isNixos || sudo.origin !== "built-in" ? sudo.value : null,
    // NixOS and nix-darwin have root among them, whatever else is said.
    trustedUsers: inOrder(["root", ...host.trustedUsers]),
    knownUsers: host.knownUsers ?? null,
    users: foundUsers(host),
    groups: foundGroups(host),
    homes: foundHomesOf(fleet, host),
    secrets: foundSecrets(fleet.secrets?.wiring.hosts.get(host.id)),
    identity: foundIdentity(fleet, host),
    modules: foundModules(host.modules),
    specialArguments: [],
    tags: host.tags,
    deployTarget: host.deploy.target ?? null,
    buildHost: host.deploy.buildHost ?? null,
    sshHostKey: host.sshHostKey ?? null,
    data: host.data ?? null,
  };
}

/** sops-nix is told of a key only where there is something to decrypt. */
function foundIdentity({ secrets }: ComputedFleet, { id }: ResolvedHost): FoundIdentity | null {
  const identity = secrets?.wiring.hosts.has(id) ? secrets.wiring.identities.get(id) : undefined;
  if (identity === undefined) return null;
  return "keyFile" in identity
    ? { keyFile: identity.keyFile, sshKeyPaths: [] }
    : { keyFile: null, sshKeyPaths: [identity.sshKeyPath] };
}

function foundUsers(host: ResolvedHost): FoundUser[] {
  const people = [...host.accounts.values()].map((account) => foundUser(host, account));
  const services = [...host.serviceAccounts.values()].map(foundServiceAccount);
  const root = foundRoot(host);
  return [...people, ...services, ...(root === undefined ? [] : [root])].sort((a, b) =>
    compareNames(a.login, b.login),
  );
}

function inOrder(names: readonly string[]): string[] {
  return [...new Set(names)].sort(compareNames);
}
