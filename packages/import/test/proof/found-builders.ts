import type {
  FoundFleet,
  FoundGroup,
  FoundHome,
  FoundHost,
  FoundSecret,
  FoundUser,
} from "../../src/index.ts";
import {
  foundGroup,
  foundHome,
  foundHost,
  foundSecret,
  foundUser,
} from "../support/sample-found.ts";

/** Keys that open nothing. */
export const keys = {
  ada: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJvPfSLaK5VWUkaYO5gp0nTWDXvXbKgjjWM9sVZBUcZT ada@desk",
  ben: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINd6YIhqwyD5sGRPmGGLPWOYxe3Nc1gEBvVcZ0rJ5DOP ben@desk",
};

/** The account of an admin who has declared much. */
export function userOf(login: string, more: Partial<FoundUser> = {}): FoundUser {
  return foundUser(login, {
    description: "Ada",
    shell: "fish",
    isUsualShell: false,
    groups: ["wheel"],
    sshKeys: [keys.ada],
    linger: null,
    subordinateIds: null,
    definedIn: [{ path: `users/${login}.nix`, isOwn: true }],
    ...more,
  });
}

export function groupOf(name: string, more: Partial<FoundGroup> = {}): FoundGroup {
  return foundGroup(name, { gid: 5000, definedIn: [], ...more });
}

export function secretOf(name: string, more: Partial<FoundSecret> = {}): FoundSecret {
  return foundSecret(name, { file: "secrets/mini.yaml", definedIn: [], ...more });
}

export function homeOf(name: string, more: Partial<FoundHome> = {}): FoundHome {
  return foundHome(name, {
    homeDirectory: `/home/${name}`,
    stateVersion: "24.05",
    modules: [{ path: `home/${name}.nix` }],
    definedIn: [],
    ...more,
  });
}

/** A NixOS host with one person. */
export function hostOf(name: string, more: Partial<FoundHost> = {}): FoundHost {
  return foundHost(name, {
    stateVersion: "24.05",
    trustedUsers: ["root", "ada"],
    users: [userOf("ada")],
    groups: [groupOf("media")],
    homes: [homeOf("ada")],
    secrets: [secretOf("wifi")],
    ...more,
  });
}

export function fleetOf(...hosts: readonly FoundHost[]): FoundFleet {
  return { hosts, homes: [] };
}
