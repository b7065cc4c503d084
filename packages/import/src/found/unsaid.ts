import type { FoundHost, FoundSource } from "./found-fleet.ts";
import type { FoundUser } from "./found-user.ts";

/** A host of which nothing is known but its name. */
export function unsaidHost(name: string, source: FoundSource): FoundHost {
  return {
    name,
    source,
    platform: null,
    system: null,
    hostname: null,
    domain: null,
    stateVersion: null,
    primaryUser: null,
    mutableUsers: null,
    sudoNeedsPassword: null,
    trustedUsers: null,
    knownUsers: null,
    users: [],
    groups: [],
    homes: [],
    secrets: [],
    modules: null,
    specialArguments: [],
    tags: [],
    deployTarget: null,
    buildHost: null,
    sshHostKey: null,
    data: null,
  };
}

/** An account of which nothing is known but its login: a person's, unless it is root's. */
export function unsaidUser(login: string): FoundUser {
  return {
    login,
    isNormal: login !== "root",
    isEnabled: true,
    uid: null,
    description: null,
    homeDirectory: null,
    createHome: null,
    shell: null,
    isUsualShell: true,
    group: null,
    groups: [],
    sshKeys: [],
    keyFiles: [],
    password: null,
    expires: null,
    linger: null,
    subordinateIds: null,
    definedIn: [],
  };
}
