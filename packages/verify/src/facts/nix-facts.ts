import type { JsonValue } from "@fleet/nix-eval";
import { type CodeServerFacts, readCodeServerFacts } from "./code-server-facts.ts";
import { type Fact, readEntries, readMap, readTexts } from "./fact.ts";
import { type PrivilegeFacts, readPrivilegeFacts } from "./privilege-facts.ts";
import {
  type PasswordFacts,
  readPasswordFacts,
  readUserFacts,
  type UserFacts,
} from "./user-facts.ts";

/** What Nix arrived at for a host. */
export interface HostFacts {
  readonly hostname: Fact;
  readonly domain: Fact;
  readonly system: Fact;
  readonly stateVersion: Fact;
  readonly primaryUser: Fact;
  /** Undefined where the system's Nix is not NixOS's or nix-darwin's to configure, too. */
  readonly trustedUsers: readonly string[] | undefined;
  /** By login name. */
  readonly users: ReadonlyMap<string, UserFacts>;
  /** The gid of every group that something makes, by name; null where the system chooses it. */
  readonly groups: ReadonlyMap<string, Fact>;
  /** The accounts that nix-darwin manages, and those of them that it would delete. */
  readonly knownUsers: readonly string[];
  readonly deletedUsers: readonly string[];
  /** The ways to become root; there are none without the modules of the author. */
  readonly privileges: PrivilegeFacts;
  /** What makes accounts in place of NixOS's own script; null where that does. */
  readonly userMaker: Fact;
  /** The units that run as an account of the fleet, by login name. */
  readonly runsAs: ReadonlyMap<string, readonly string[]>;
  /** The keys that let root in; undefined where nothing is said. */
  readonly rootKeys: readonly string[] | undefined;
  /** By which options root has a password; undefined where nothing is said. */
  readonly rootPassword: PasswordFacts | undefined;
  /** Whether sudo asks admins for a password; null where there is none. */
  readonly sudoNeedsPassword: Fact;
  readonly tailscale: Fact;
  /** What nix-darwin makes of the groups that it manages, by name. */
  readonly knownGroups: ReadonlyMap<string, KnownGroupFacts>;
  /** The units that run code-server, or are called as those of fleet, by name. */
  readonly codeServers: ReadonlyMap<string, CodeServerFacts>;
  /** The integrated homes, by login name. */
  readonly homes: ReadonlyMap<string, HomeFacts>;
  /** How Nix calls the shells of the fleet, by their attribute of pkgs. */
  readonly shells: ReadonlyMap<string, Fact>;
  /** Paths from the root, and names in `flake.modules` after "attr:". */
  readonly modules: readonly string[] | undefined;
  /** What sops-nix is told to decrypt, by name. */
  readonly secrets: ReadonlyMap<string, SecretFacts>;
  /** The keys to decrypt that with; undefined where there is nothing to decrypt. */
  readonly identity: IdentityFacts | undefined;
  readonly checks: CheckFacts;
  /** That of the Nix library of fleet that the flake has. */
  readonly version: Fact;
}

/** What a group is that nix-darwin manages: it writes who is in there. */
export interface KnownGroupFacts {
  readonly gid: Fact;
  readonly members: readonly string[];
}

/** What a home is. */
export interface HomeFacts {
  readonly username: Fact;
  readonly homeDirectory: Fact;
  readonly stateVersion: Fact;
  readonly modules: readonly string[] | undefined;
  /** What sops-nix is told to decrypt, by name. */
  readonly secrets: ReadonlyMap<string, SecretFacts>;
  readonly checks: CheckFacts;
}

/** What sops-nix is told of a secret; null where it is not told, or has no such option. */
export interface SecretFacts {
  /** An absolute path of a flake's file; otherwise relative to the root. */
  readonly file: JsonValue;
  readonly key: JsonValue;
  readonly format: JsonValue;
  readonly mode: JsonValue;
  readonly path: JsonValue;
  readonly owner: JsonValue;
  /** Counts where there is no owner. */
  readonly uid: JsonValue;
  readonly group: JsonValue;
  /** False where it is not told. */
  readonly neededForUsers: JsonValue;
  readonly restartUnits: readonly string[];
  readonly reloadUnits: readonly string[];
}

/** Where sops-nix looks for a host's private keys. */
interface IdentityFacts {
  /** Null where there is none. */
  readonly keyFile: JsonValue;
  readonly sshKeyPaths: readonly string[];
}

/** What the modules themselves found. */
export interface CheckFacts {
  /** The messages of assertions that do not hold, on which a build would stop. */
  readonly failures: readonly string[];
  readonly warnings: readonly string[];
}

/** Reads what Nix says about a host. Whatever is missing or of another form counts as not said. */
export function readHostFacts(value: JsonValue): HostFacts {
  const host = readEntries(value);
  const shells = host.get("shells");
  const users = readMap(host.get("users"), readUserFacts);
  const secrets = readMap(host.get("secrets"), readSecretFacts);
  return {
    hostname: host.get("hostname"),
    domain: host.get("domain"),
    // Whoever builds the host need not say which packages it has.
    system: host.get("system") ?? undefined,
    stateVersion: host.get("stateVersion"),
    primaryUser: host.get("primaryUser"),
    trustedUsers: readTexts(host.get("trustedUsers")),
    users,
    groups: readEntries(host.get("groups")),
    knownUsers: readTexts(host.get("knownUsers")) ?? [],
    deletedUsers: readTexts(host.get("deletedUsers")) ?? [],
    knownGroups: readMap(host.get("knownGroups"), readKnownGroupFacts),
    privileges: readPrivilegeFacts(host.get("privileges")),
    userMaker: host.get("userMaker"),
    runsAs: readMap(host.get("runsAs"), (names) => readTexts(names) ?? []),
    rootKeys: readTexts(host.get("rootKeys")),
    rootPassword: readPasswordFacts(host.get("rootPassword")),
    sudoNeedsPassword: host.get("sudoNeedsPassword"),
    tailscale: host.get("tailscale"),
    codeServers: readMap(host.get("units"), readCodeServerFacts),
    homes: readMap(host.get("homes"), readHomeFacts),
    shells: readEntries(shells),
    modules: readTexts(host.get("modules")),
    secrets,
    identity: secrets.size === 0 ? undefined : readIdentityFacts(host.get("identity")),
    checks: readChecks(host),
    version: host.get("version"),
  };
}

/** Reads what Nix says about a home, in the same way. */
export function readHomeFacts(value: JsonValue): HomeFacts {
  const home = readEntries(value);
  return {
    username: home.get("username"),
    homeDirectory: home.get("homeDirectory"),
    stateVersion: home.get("stateVersion"),
    modules: readTexts(home.get("modules")),
    secrets: readMap(home.get("secrets"), readSecretFacts),
    checks: readChecks(home),
  };
}

function readKnownGroupFacts(value: JsonValue): KnownGroupFacts {
  const group = readEntries(value);
  return { gid: group.get("gid"), members: readTexts(group.get("members")) ?? [] };
}

function readSecretFacts(value: JsonValue): SecretFacts {
  const secret = readEntries(value);
  return {
    file: secret.get("file") ?? null,
    key: secret.get("key") ?? null,
    format: secret.get("format") ?? null,
    mode: secret.get("mode") ?? null,
    path: secret.get("path") ?? null,
    owner: secret.get("owner") ?? null,
    uid: secret.get("uid") ?? null,
    group: secret.get("group") ?? null,
    neededForUsers: secret.get("neededForUsers") ?? false,
    restartUnits: readTexts(secret.get("restartUnits")) ?? [],
    reloadUnits: readTexts(secret.get("reloadUnits")) ?? [],
  };
}

/** sops-nix has a list of SSH keys, and `fleet.json` one. */
function readIdentityFacts(value: Fact): IdentityFacts {
  const identity = readEntries(value);
  const path = identity.get("sshKeyPath");
  return {
    keyFile: identity.get("keyFile") ?? null,
    sshKeyPaths: readTexts(identity.get("sshKeyPaths")) ?? (typeof path === "string" ? [path] : []),
  };
}

function readChecks(entries: ReadonlyMap<string, JsonValue>): CheckFacts {
  return {
    failures: readTexts(entries.get("failures")) ?? [],
    warnings: readTexts(entries.get("warnings")) ?? [],
  };
}
