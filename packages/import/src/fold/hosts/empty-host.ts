import type { FoundHost } from "../../found/found-fleet.ts";

/** A host of which a name is all that is known, and where that is from. */
export function emptyHost(name: string, source: FoundHost["source"]): FoundHost {
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
    modules: [],
    specialArguments: [],
    tags: [],
    deployTarget: null,
    buildHost: null,
    sshHostKey: null,
    data: null,
  };
}
