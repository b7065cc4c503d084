import type {
  FoundFleet,
  FoundGroup,
  FoundHome,
  FoundHost,
  FoundSecret,
  FoundUser,
} from "../../src/index.ts";

/** Keys that open nothing. */
export const keys = {
  ada: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJvPfSLaK5VWUkaYO5gp0nTWDXvXbKgjjWM9sVZBUcZT ada@desk",
  ben: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINd6YIhqwyD5sGRPmGGLPWOYxe3Nc1gEBvVcZ0rJ5DOP ben@desk",
};

/** A person's account. */
export function userOf(login: string, more: Partial<FoundUser> = {}): FoundUser {
  return {
    login,
    isNormal: true,
    isEnabled: true,
    uid: 1000,
    description: "Ada",
    homeDirectory: `/home/${login}`,
    createHome: true,
    shell: "fish",
    isUsualShell: false,
    group: "users",
    groups: ["wheel"],
    sshKeys: [keys.ada],
    keyFiles: [],
    password: null,
    expires: null,
    linger: null,
    subordinateIds: null,
    definedIn: [{ path: `users/${login}.nix`, isOwn: true }],
    ...more,
  };
}

export function groupOf(name: string, more: Partial<FoundGroup> = {}): FoundGroup {
  return { name, gid: 5000, members: [], definedIn: [], ...more };
}

export function secretOf(name: string, more: Partial<FoundSecret> = {}): FoundSecret {
  return {
    name,
    file: "secrets/mini.yaml",
    key: name,
    format: "yaml",
    mode: "0400",
    owner: "root",
    group: "root",
    path: `/run/secrets/${name}`,
    neededForUsers: false,
    restartUnits: [],
    reloadUnits: [],
    definedIn: [],
    ...more,
  };
}

export function homeOf(name: string, more: Partial<FoundHome> = {}): FoundHome {
  return {
    name,
    login: name,
    homeDirectory: `/home/${name}`,
    stateVersion: "24.05",
    system: "x86_64-linux",
    fullName: null,
    email: null,
    modules: [{ path: `home/${name}.nix` }],
    secrets: [],
    definedIn: [],
    ...more,
  };
}

/** A NixOS host with one person. */
export function hostOf(name: string, more: Partial<FoundHost> = {}): FoundHost {
  return {
    name,
    source: "nixosConfigurations",
    platform: "nixos",
    system: "x86_64-linux",
    hostname: name,
    domain: null,
    stateVersion: "24.05",
    primaryUser: null,
    mutableUsers: true,
    sudoNeedsPassword: true,
    trustedUsers: ["root", "ada"],
    knownUsers: null,
    users: [userOf("ada")],
    groups: [groupOf("media")],
    homes: [homeOf("ada")],
    secrets: [secretOf("wifi")],
    modules: [{ path: `hosts/${name}.nix` }],
    specialArguments: [],
    tags: [],
    deployTarget: null,
    buildHost: null,
    sshHostKey: null,
    data: null,
    ...more,
  };
}

export function fleetOf(...hosts: readonly FoundHost[]): FoundFleet {
  return { hosts, homes: [] };
}
