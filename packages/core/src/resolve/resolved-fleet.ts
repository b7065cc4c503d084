import type { Path } from "@fleet/diagnostics";
import type { FormFactor, HardwareDeclaration, Platform } from "../declaration/declaration.ts";
import type { DeployDeclaration } from "../declaration/hosts/deploy-declaration.ts";
import type { System } from "../declaration/hosts/systems.ts";
import type { PasswordDeclaration } from "../declaration/people/password-declaration.ts";
import type { OwnData } from "../own-data/own-data.ts";
import type { UidLedger } from "../uids/uid-ledger.ts";
import type { SubordinateIds } from "./accounts/subordinate-ids.ts";
import type { ModuleReference } from "./modules/module-finder.ts";
import type { CodeServer } from "./services.ts";

/**
 * What decided a value: the placement, the user, the host, a feature of the host, a group that names
 * its members, a service account, the fleet's `defaults`, being admin, an entry of `root`, the ledger of
 * uids, or nothing in the declaration (`built-in`).
 */
export type Origin =
  | "placement"
  | "user"
  | "host"
  | "feature"
  | "group"
  | "service-account"
  | "defaults"
  | "admin"
  | "root"
  | "ledger"
  | "moved"
  | "built-in";

/** A value, what decided it, and where that stands. */
export interface Decided<T> {
  readonly value: T;
  readonly origin: Origin;
  /** The place in the declaration, such as `users.keith.shell`; undefined for `ledger` and `built-in`. */
  readonly path: Path | undefined;
}

/** The fleet with every default filled in. */
export interface ResolvedFleet {
  /** By host id, in order. */
  readonly hosts: ReadonlyMap<string, ResolvedHost>;
  /** By user id, all SSH keys that are declared to be theirs, also those that no account has. */
  readonly keysOfUsers: ReadonlyMap<string, readonly ResolvedSshKey[]>;
  /** The uids that are given out, as they have to be kept from now on. */
  readonly ledger: UidLedger;
  /** Data of one's own about the fleet; undefined where none are declared. */
  readonly data: OwnData | undefined;
}

/** A host with everybody who has an account on it. */
export interface ResolvedHost {
  readonly id: string;
  readonly hostname: string;
  /** Undefined where none is known. */
  readonly domain: string | undefined;
  readonly system: System;
  readonly platform: Platform;
  readonly stateVersion: string;
  /** In the order of the declaration, each once; so are the tags. */
  readonly features: readonly string[];
  readonly tags: readonly string[];
  readonly hardware: HardwareDeclaration;
  readonly formFactor: FormFactor | undefined;
  readonly primaryUser: string | undefined;
  /** The line of its public SSH host key, for others to know it by. */
  readonly sshHostKey: string | undefined;
  readonly tailscale: boolean;
  readonly deploy: DeployDeclaration;
  /**
   * The login names, in order, of the accounts of a Mac that nix-darwin may create and change: of
   * nobody who is its primary user or admin, and nobody whose uid is not known. Undefined elsewhere.
   */
  readonly knownUsers: readonly string[] | undefined;
  /** The groups that must exist, by name, in order. Empty but on NixOS. */
  readonly groups: ReadonlyMap<string, ResolvedGroup>;
  /** System modules in the order of import: what all hosts share, features, the host's own. */
  readonly modules: readonly ModuleReference[];
  /**
   * Whom Nix trusts, in order: the login names of accounts, and what `root` has beside. Root is not among them; Nix
   * trusts it anyway.
   */
  readonly trustedUsers: readonly string[];
  /** How one becomes root there, by the entries of `root`. */
  readonly root: ResolvedRoot;
  /** By user id, in order. */
  readonly accounts: ReadonlyMap<string, Account>;
  /** The accounts that are nobody's, by id, in order. Empty but on NixOS. */
  readonly serviceAccounts: ReadonlyMap<string, ResolvedServiceAccount>;
  /** Data of one's own about the host; undefined where none are declared. */
  readonly data: OwnData | undefined;
}

/** What the entries of `root` come to on one host. Hosts on which they say nothing share it. */
export interface ResolvedRoot {
  /** The keys that may log in as root, in the order of the declaration, each once. */
  readonly sshKeys: readonly RootKey[];
  /** Whom Nix trusts beside users, each once: login names, and groups as `@group`. */
  readonly trustedByNix: readonly Decided<string>[];
  /** Whether sudo asks admins for their password. */
  readonly sudoNeedsPassword: Decided<boolean>;
  /** Undefined where nothing is said of it, and wherever but on NixOS. */
  readonly password: Decided<PasswordDeclaration> | undefined;
}

/** A key that may log in as root; with an option that ends it where everybody whose it is has a last day (see `endKey`). */
export interface RootKey extends Decided<ResolvedSshKey> {
  /** Whose it is, in order, as `user:ada`, also where it is declared as it is; empty for nobody of the fleet. */
  readonly owners: readonly string[];
}

/** A declared group on one host. */
export interface ResolvedGroup {
  readonly gid: number | undefined;
  /** Login names, in order. */
  readonly members: readonly string[];
}

/** A user on one host. Hosts on which nothing about it differs, not even its places, may share the object. */
export interface Account {
  /** One object for all accounts that differ in nothing but the places that decided about them. */
  readonly kind: object;
  /** The user's id. */
  readonly user: string;
  readonly fullName: string;
  readonly email: string | undefined;
  readonly description: string;
  readonly username: Decided<string>;
  /** Undefined when the system chooses: on NixOS where it is left to the machine; on a Mac for its primary user and admins. */
  readonly uid: Decided<number> | undefined;
  /** What leaves the uid to the machine, which is NixOS; undefined where nothing does. */
  readonly uidOfMachine: Decided<"machine"> | undefined;
  readonly homeDirectory: Decided<string>;
  readonly shell: Decided<string>;
  /** False where the account is disabled. */
  readonly isAdmin: Decided<boolean>;
  /** Whether nobody logs in: then it has no keys, groups and services either. */
  readonly isDisabled: Decided<boolean>;
  /** The last day on which somebody logs in, `2027-06-30`; undefined without an end, and but on NixOS. */
  readonly expires: Decided<string> | undefined;
  /** Whether Nix does what the account asks of it, which amounts to root; by being admin, unless it is declared. */
  readonly isTrustedByNix: Decided<boolean>;
  /** The group to which new files belong; undefined where NixOS's stays, and but on NixOS. A disabled account keeps it. */
  readonly primaryGroup: Decided<string> | undefined;
  /** Whether that is one of its own, which is made with it. */
  readonly hasOwnGroup: boolean;
  /** The others, in order, each once. Empty but on NixOS: elsewhere groups are not fleet's to set. */
  readonly groups: readonly Decided<string>[];
  /** Whether its programs run while nobody is logged in; undefined where nothing is said of it, and but on NixOS. */
  readonly linger: Decided<boolean> | undefined;
  /** Undefined where nothing is said of them, and but on NixOS. A disabled account keeps them, as it does its uid. */
  readonly subordinateIds: Decided<SubordinateIds> | undefined;
  readonly sshKeys: readonly ResolvedSshKey[];
  /** Undefined where nothing is said of it, and wherever but on NixOS. */
  readonly password: Decided<PasswordDeclaration> | undefined;
  /** Undefined where none runs. */
  readonly codeServer: Decided<CodeServer> | undefined;
  /** Data of one's own about the person; undefined where none are declared. */
  readonly data: OwnData | undefined;
}

/** An account that is nobody's. It is the same object on all hosts that have it. */
export interface ResolvedServiceAccount {
  readonly id: string;
  readonly username: Decided<string>;
  /** Undefined where nothing is said. */
  readonly description: Decided<string> | undefined;
  /** Undefined where NixOS chooses one. */
  readonly uid: Decided<number> | undefined;
  /** The primary group. */
  readonly group: Decided<string>;
  /** Whether that is one of its own, which is made with it. */
  readonly hasOwnGroup: boolean;
  /** The others, in order, each once. */
  readonly groups: readonly Decided<string>[];
  /** Undefined for `/var/empty`. */
  readonly homeDirectory: Decided<string> | undefined;
  readonly createsHome: Decided<boolean>;
  /** Undefined where it has none, so that no command is run for whoever logs in. */
  readonly shell: Decided<string> | undefined;
  readonly sshKeys: readonly ResolvedSshKey[];
}

/** A line of `authorized_keys`, or the environment variable that Nix takes a key from, with the options before it. */
export type ResolvedSshKey = string | { readonly env: string; readonly options?: string };
