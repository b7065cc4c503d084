import { compareNames } from "@fleet/diagnostics";
import type { FoundFleet, FoundGroup, FoundHost } from "../../src/found/found-fleet.ts";
import type { FoundHome } from "../../src/found/found-home.ts";
import type { FoundSecret } from "../../src/found/found-secret.ts";
import type { FoundUser } from "../../src/found/found-user.ts";

/** A key of ed25519 that is nobody's; each letter of the base64 alphabet but the last few makes another one. */
export function publicKey(letter: string): string {
  return `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBI1+Q+ntzANebtnicCiAY29uqLGWOaOGLEa8bUqO00${letter} test`;
}

/** Where something of the flake's own stands. */
export const own = [{ path: "modules/all.nix", isOwn: true }];
/** Where something of NixOS's stands. */
export const ofNixos = [{ path: "nixos/modules/services/web.nix", isOwn: false }];

/** A person's account as NixOS has it when its module says hardly anything. */
export function foundUser(login: string, parts: Partial<FoundUser> = {}): FoundUser {
  return {
    login,
    isNormal: true,
    isEnabled: true,
    uid: 1000,
    description: "",
    homeDirectory: `/home/${login}`,
    createHome: true,
    shell: "bash",
    isUsualShell: true,
    group: "users",
    groups: [],
    sshKeys: [],
    keyFiles: [],
    password: null,
    expires: null,
    linger: false,
    subordinateIds: "auto",
    definedIn: own,
    ...parts,
  };
}

/** A user of the system. */
export function systemUser(login: string, parts: Partial<FoundUser> = {}): FoundUser {
  return foundUser(login, {
    isNormal: false,
    uid: null,
    homeDirectory: "/var/empty",
    createHome: false,
    shell: "shadow",
    group: login,
    subordinateIds: "none",
    ...parts,
  });
}

/** The account of root. */
export function foundRoot(parts: Partial<FoundUser> = {}): FoundUser {
  return systemUser("root", { uid: 0, homeDirectory: "/root", ...parts });
}

/** A group that the flake makes. */
export function foundGroup(name: string, parts: Partial<FoundGroup> = {}): FoundGroup {
  return { name, gid: null, members: [], definedIn: own, ...parts };
}

/** A home that is put together of one file. */
export function foundHome(name: string, parts: Partial<FoundHome> = {}): FoundHome {
  return {
    name,
    login: name.split("@")[0] ?? name,
    homeDirectory: null,
    stateVersion: "25.05",
    system: "x86_64-linux",
    fullName: null,
    email: null,
    modules: [{ path: `users/${name.split("@")[0]}.nix` }],
    secrets: [],
    definedIn: own,
    ...parts,
  };
}

/** A secret of a host. */
export function foundSecret(name: string, parts: Partial<FoundSecret> = {}): FoundSecret {
  return {
    name,
    file: "secrets/hosts/mini.yaml",
    key: name,
    format: "yaml",
    mode: "0400",
    owner: "root",
    group: "root",
    path: `/run/secrets/${name}`,
    neededForUsers: false,
    restartUnits: [],
    reloadUnits: [],
    definedIn: own,
    ...parts,
  };
}

/** A NixOS host that is put together of `hosts/<name>.nix`. */
export function foundHost(name: string, parts: Partial<FoundHost> = {}): FoundHost {
  return {
    name,
    source: "nixosConfigurations",
    platform: "nixos",
    system: "x86_64-linux",
    hostname: name,
    domain: null,
    stateVersion: "25.05",
    primaryUser: null,
    mutableUsers: true,
    sudoNeedsPassword: true,
    trustedUsers: ["root"],
    knownUsers: null,
    groups: [],
    homes: [],
    secrets: [],
    modules: [{ path: `hosts/${name}.nix` }],
    specialArguments: [],
    tags: [],
    deployTarget: null,
    buildHost: null,
    sshHostKey: null,
    data: null,
    ...parts,
    users: [...(parts.users ?? [])].sort((a, b) => compareNames(a.login, b.login)),
  };
}

/** A Mac. */
export function foundMac(name: string, parts: Partial<FoundHost> = {}): FoundHost {
  return foundHost(name, {
    source: "darwinConfigurations",
    platform: "darwin",
    system: "aarch64-darwin",
    stateVersion: 6,
    sudoNeedsPassword: null,
    knownUsers: [],
    ...parts,
  });
}

/** Somebody's account on a Mac. */
export function macUser(login: string, parts: Partial<FoundUser> = {}): FoundUser {
  return foundUser(login, {
    uid: 501,
    description: null,
    homeDirectory: `/Users/${login}`,
    createHome: null,
    shell: null,
    group: null,
    linger: null,
    subordinateIds: null,
    ...parts,
  });
}

/** A fleet of these hosts. */
export function foundFleet(
  hosts: readonly FoundHost[],
  homes: readonly FoundHome[] = [],
): FoundFleet {
  return { hosts: [...hosts].sort((a, b) => compareNames(a.name, b.name)), homes };
}
