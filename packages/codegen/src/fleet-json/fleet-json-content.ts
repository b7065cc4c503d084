import type { ModuleReference, ResolvedSshKey } from "@fleet/core/internal";

/** Whatever a `fleet.json` need not say: undefined where it does not, so that nothing is known of it. */
type Said<T> = T | undefined;

/**
 * What a `fleet.json` says, of whatever time it is. Files of before say less, and a file leaves out what
 * is empty: what it does not say is unknown, and never taken for a "no".
 */
export interface FleetJson {
  /** Data of one's own about the fleet; so have hosts and accounts. */
  readonly data: Said<unknown>;
  /** By id, in the order of the text. */
  readonly hosts: ReadonlyMap<string, FleetJsonHost>;
  /** The standalone homes by name. */
  readonly homes: Said<ReadonlyMap<string, FleetJsonHome>>;
  /** Whether there is a part about secrets at all: there is none where the declaration does not speak of them. */
  readonly hasSecrets: boolean;
  /** The secret files with who reads them. */
  readonly secretFiles: Said<readonly FleetJsonSecretFile[]>;
  /** The folder from the root of clan's `sops` and `vars`, of which who reads what is read there. */
  readonly clanFolder: Said<string>;
  /** Paths, with `*` and `**`, of files that another tool owns. */
  readonly secretIgnore: Said<readonly string[]>;
  /** The recipients of every declared reader by its name, such as `host:mini`: none of one without a key. */
  readonly secretKeys: Said<ReadonlyMap<string, readonly string[]>>;
  /** The names of keys that have one, such as `user:keith/yubikey`, by the key. */
  readonly secretKeyNames: Said<ReadonlyMap<string, string>>;
  /** The SSH keys of readers that stand in files only as the `age1…` made of them. */
  readonly secretSshKeys: Said<ReadonlyMap<string, readonly string[]>>;
  /** The digest of each source, such as `sha256-…`, by path. */
  readonly sources: Said<ReadonlyMap<string, string>>;
}

/** A host as a `fleet.json` has it. */
export interface FleetJsonHost {
  readonly id: string;
  readonly platform: string;
  readonly hostname: Said<string>;
  readonly domain: Said<string>;
  readonly system: Said<string>;
  readonly stateVersion: Said<string>;
  readonly features: Said<readonly string[]>;
  readonly tags: Said<readonly string[]>;
  readonly modules: Said<readonly ModuleReference[]>;
  readonly groups: Said<ReadonlyMap<string, FleetJsonGroup>>;
  /** Login names, and groups as `@group`. */
  readonly trustedUsers: Said<readonly string[]>;
  /** Login names; so is the primary user. */
  readonly knownUsers: Said<readonly string[]>;
  readonly primaryUser: Said<string>;
  readonly root: Said<FleetJsonRoot>;
  readonly secrets: Said<readonly FleetJsonSecret[]>;
  readonly sshHostKey: Said<string>;
  readonly tailscale: Said<boolean>;
  readonly data: Said<unknown>;
  /** By user id, in the order of the text. */
  readonly accounts: ReadonlyMap<string, FleetJsonAccount>;
  /** By id, in the order of the text. */
  readonly serviceAccounts: Said<ReadonlyMap<string, FleetJsonServiceAccount>>;
}

/** How one becomes root on a host, beside what is said of accounts. */
export interface FleetJsonRoot {
  readonly sshKeys: Said<readonly ResolvedSshKey[]>;
  /** Whether sudo asks admins for their password. */
  readonly sudoNeedsPassword: Said<boolean>;
  readonly password: Said<FleetJsonPassword>;
}

/** A declared group of a host. */
export interface FleetJsonGroup {
  readonly gid: Said<number>;
  /** Login names. */
  readonly members: Said<readonly string[]>;
}

/** An account as a `fleet.json` has it. */
export interface FleetJsonAccount {
  /** The user's id. */
  readonly user: string;
  readonly username: Said<string>;
  readonly uid: Said<number>;
  readonly fullName: Said<string>;
  readonly description: Said<string>;
  readonly email: Said<string>;
  readonly homeDirectory: Said<string>;
  readonly shell: Said<string>;
  /** Whether nobody has declared the shell. */
  readonly isDefaultShell: Said<boolean>;
  readonly isAdmin: Said<boolean>;
  /** Whether nobody logs in; left out where somebody does. */
  readonly isDisabled: Said<boolean>;
  /** The last day on which somebody logs in; left out without an end. */
  readonly expires: Said<string>;
  /** Whether programs run while nobody is logged in; left out where nothing is said. */
  readonly linger: Said<boolean>;
  /** Left out where NixOS gives them as it does. */
  readonly subordinateIds: Said<
    "auto" | "none" | { readonly start: number; readonly count: number }
  >;
  /** Left out where NixOS's stays. */
  readonly primaryGroup: Said<string>;
  readonly hasOwnGroup: Said<boolean>;
  readonly groups: Said<readonly string[]>;
  readonly sshKeys: Said<readonly ResolvedSshKey[]>;
  readonly password: Said<FleetJsonPassword>;
  readonly home: Said<FleetJsonAccountHome>;
  readonly data: Said<unknown>;
}

/** Where the password of an account is from; never the hash of one. */
export type FleetJsonPassword = "locked" | "hash" | { readonly secret: string };

/** A service account as a `fleet.json` has it. */
export interface FleetJsonServiceAccount {
  readonly id: string;
  readonly username: Said<string>;
  readonly uid: Said<number>;
  readonly description: Said<string>;
  readonly homeDirectory: Said<string>;
  readonly createHome: Said<boolean>;
  readonly shell: Said<string>;
  /** The primary group. */
  readonly group: Said<string>;
  readonly hasOwnGroup: Said<boolean>;
  readonly groups: Said<readonly string[]>;
  readonly sshKeys: Said<readonly ResolvedSshKey[]>;
}

/** The home of an account. */
export interface FleetJsonAccountHome {
  readonly mode: Said<string>;
  /** Null where the home has no profile. */
  readonly profile: Said<string | null>;
  readonly stateVersion: Said<string>;
  readonly modules: Said<readonly ModuleReference[]>;
  readonly secrets: Said<readonly FleetJsonSecret[]>;
}

/** A secret that a host or a home has. */
export interface FleetJsonSecret {
  readonly name: string;
  /** The secret file, from the root. */
  readonly file: string;
  /** The key in it, nested ones joined by "/"; empty for the whole file. */
  readonly key: string;
  /** Where the decrypted file goes; absent where sops-nix decides. */
  readonly target?: string;
}

/** Whose home a name stands for. */
export interface FleetJsonHome {
  readonly user: string;
  readonly host: string;
}

/** A rule of who reads secret files. */
export interface FleetJsonSecretFile {
  /** A path, or a pattern of paths. */
  readonly path: string;
  /** Such as `host:mini` and `user:keith`, in order. */
  readonly readers: Said<readonly string[]>;
  readonly recipients: Said<readonly string[]>;
  /** The recipients of each group, where several are needed together. */
  readonly groups: Said<readonly (readonly string[])[]>;
  readonly threshold: Said<number>;
  /** Which values are encrypted, where it is not as sops does by itself. */
  readonly cryptRule: Said<{ readonly field: string; readonly value: string }>;
  /** The readers whose private keys the files hold. */
  readonly holdsKeyOf: Said<readonly string[]>;
}
