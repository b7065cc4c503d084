import type { Acceptance, Path } from "@fleet/diagnostics";
import type {
  FormFactor,
  HardwareDeclaration,
  HomeMode,
  PlacementDeclaration,
  Platform,
} from "../declaration/declaration.ts";
import type { DeployDeclaration } from "../declaration/hosts/deploy-declaration.ts";
import type { UserCodeServerDeclaration } from "../declaration/hosts/service-declaration.ts";
import type { System } from "../declaration/hosts/systems.ts";
import type {
  LayoutPlaces,
  ModuleDeclaration,
  SharedModuleDeclaration,
} from "../declaration/layout-declaration.ts";
import type { LessDeclaration } from "../declaration/people/account-declaration.ts";
import type { PasswordSecretDeclaration } from "../declaration/people/password-declaration.ts";
import type { ServiceAccountDeclaration } from "../declaration/people/service-account-declaration.ts";
import type { SshKeyDeclaration } from "../declaration/people/ssh-key-declaration.ts";
import type {
  SharedUidDeclaration,
  UidRangeDeclaration,
} from "../declaration/people/uid-declaration.ts";
import type {
  AgeKeyDeclaration,
  HostSecretDeclaration,
  SecretFileDeclaration,
  UserSecretDeclaration,
} from "../declaration/secret-declaration.ts";
import type { OwnData } from "../own-data/own-data.ts";
import type { Gaps } from "./gaps.ts";
import type { RootGrant } from "./root-grant.ts";

/** A well-formed declaration: every shorthand written out, nothing resolved yet. All maps are in order of their keys. */
export interface Fleet {
  readonly users: ReadonlyMap<string, User>;
  readonly hosts: ReadonlyMap<string, Host>;
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly aggregates: ReadonlyMap<string, Aggregate>;
  readonly features: ReadonlyMap<string, Feature>;
  readonly groups: ReadonlyMap<string, Group>;
  readonly serviceAccounts: ReadonlyMap<string, ServiceAccount>;
  /** In the order of the declaration. */
  readonly root: readonly RootGrant[];
  readonly operators: ReadonlyMap<string, Operator>;
  /** Undefined where the declaration says nothing of secrets or of keys that they could be encrypted to. */
  readonly secrets: FleetSecrets | undefined;
  readonly layout: Layout;
  readonly defaults: Defaults;
  readonly policy: Policy;
  /** As it is declared: `listSoundMoves` says what of it counts. */
  readonly moved: MovedIds;
  /** Undefined where nothing is declared; so are those of users and hosts. */
  readonly data: OwnData | undefined;
  /** Every place that says how to deploy, as it says it: the defaults, then the hosts in order. */
  readonly declaredDeploys: readonly DeclaredDeploy[];
  /** Users whose placement named no host that there is, or who were misspelt in one. */
  readonly strayUsers: ReadonlySet<string>;
  /** What had to be left out of a declaration that was not well-formed. */
  readonly gaps: Gaps;
}

/** New ids by old ones, in order. */
export interface MovedIds {
  readonly users: ReadonlyMap<string, string>;
  readonly hosts: ReadonlyMap<string, string>;
}

/** A person. What a placement may set for one host stands in `own`, as far as it is declared. */
export interface User {
  readonly id: string;
  /** The one id that the user had before, as `moved` says: it is the login where none is declared. */
  readonly formerId: string | undefined;
  /** The id where none is declared. */
  readonly fullName: string;
  readonly isNamed: boolean;
  readonly email: string | undefined;
  readonly description: string | undefined;
  readonly stateVersion: string | undefined;
  readonly sshKeys: readonly UserSshKey[];
  /** Whether it is declared that there is no SSH key: `sshKeys: []`. */
  readonly isKeyless: boolean;
  readonly ageKeys: readonly DeclaredAgeKey[];
  /** By name, in order. */
  readonly secrets: ReadonlyMap<string, UserSecretDeclaration>;
  readonly codeServer: UserCodeServerDeclaration | undefined;
  readonly own: Omit<PlacementDeclaration, Exclude<keyof LessDeclaration, "isDisabled">>;
  readonly data: OwnData | undefined;
}

/** A key that files are encrypted to for somebody. */
export interface DeclaredAgeKey {
  readonly key: AgeKeyDeclaration;
  /** Its name, or its place in a list in which none has a name. */
  readonly name: string | number;
}

/** An SSH key of a user; of all hosts where it says of none. */
export type UserSshKey =
  | Exclude<SshKeyDeclaration, string>
  | { readonly key: string; readonly hosts?: undefined };

/** The statement that a user has an account on a host, with what differs there. */
export interface Placement {
  readonly user: string;
  /** Where it was declared: `hosts.mini.users[0]` or `users.joachim.hosts.laptop`. */
  readonly path: Path;
  readonly own: PlacementDeclaration;
}

/** A machine, with the placements declared on it and on its users. */
export interface Host {
  readonly id: string;
  readonly hostname: string;
  /** Undefined where none is known. */
  readonly domain: string | undefined;
  readonly system: System;
  readonly platform: Platform;
  readonly stateVersion: string | undefined;
  /** By user id, in order. */
  readonly placements: ReadonlyMap<string, Placement>;
  readonly primaryUser: string | undefined;
  readonly homeProfile: string | undefined;
  readonly features: readonly string[];
  readonly hardware: HardwareDeclaration;
  readonly formFactor: FormFactor | undefined;
  readonly tags: readonly string[];
  /** The line, also where `readHostKeys` read it from `sshHostKeyFile`. */
  readonly sshHostKey: string | undefined;
  /** The file with the line, from the root; undefined where the declaration holds the line itself. */
  readonly sshHostKeyFile: string | undefined;
  readonly sshHostKeyPath: string;
  readonly ageKey: string | undefined;
  /** Undefined where `ageKey` stands for the SSH host key at `sshHostKeyPath`. */
  readonly ageKeyFile: string | undefined;
  /** By name, in order: those that it declares, and those that passwords of its accounts come from. */
  readonly secrets: ReadonlyMap<string, HostSecretDeclaration>;
  /** What passwords of its accounts say of secrets, in the order of users. Empty but on NixOS. */
  readonly passwordSecrets: readonly PasswordSecret[];
  readonly tailscale: boolean;
  /** With what `defaults.deploy` says, key by key, as far as it can be for this platform. */
  readonly deploy: DeployDeclaration;
  readonly modules: readonly ModuleDeclaration[];
  readonly data: OwnData | undefined;
}

/** A secret that holds the hash of a password. */
export interface PasswordSecret {
  /** The place of the password. */
  readonly path: Path;
  readonly password: PasswordSecretDeclaration;
  /** Whether the host has the secret because of this one: neither itself nor an earlier password declares it. */
  readonly isFirst: boolean;
}

/** What one place says of how to deploy. */
export interface DeclaredDeploy {
  readonly path: Path;
  /** Undefined where it concerns all. */
  readonly host: string | undefined;
  readonly deploy: DeployDeclaration;
}

/** A group that must exist. */
export interface Group {
  readonly name: string;
  readonly purpose: string | undefined;
  readonly gid: number | undefined;
  /** Host selectors; undefined for all NixOS hosts. */
  readonly hosts: readonly string[] | undefined;
  /** User ids, in the order of the declaration. */
  readonly members: ReadonlySet<string>;
  /** Of the members' uids on NixOS; undefined where it is that of everybody. */
  readonly uidRange: UidRangeDeclaration | undefined;
}

/** An account that is nobody's, as it is declared: what it comes to is in `ResolvedServiceAccount`. */
export interface ServiceAccount
  extends Omit<ServiceAccountDeclaration, "ageKeys" | "extraGroups" | "sshKeys"> {
  readonly id: string;
  readonly extraGroups: readonly string[];
  readonly sshKeys: readonly UserSshKey[];
  readonly ageKeys: readonly DeclaredAgeKey[];
}

/** A key that belongs to no user and no host. */
export interface Operator {
  readonly id: string;
  readonly ageKeys: readonly DeclaredAgeKey[];
}

/** Who may decrypt which secret files. */
export interface FleetSecrets {
  readonly files: readonly SecretFileDeclaration[];
  /** The reader groups, each with the reader expressions in it. */
  readonly readers: ReadonlyMap<string, readonly string[]>;
  /** Paths of files that another tool owns, in the order of the declaration. */
  readonly ignore: readonly string[];
  /** The folder of clan's `sops` and `vars`, as it is declared; undefined where they are not read. */
  readonly clanFolder: string | undefined;
  readonly defaultRules: boolean;
  /** The file of secrets that name none, with `{host}` or `{user}` in it. */
  readonly hostFile: string;
  readonly userFile: string;
}

/** A named set of home modules; `modules` is undefined when the layout's file is meant. */
export interface Profile {
  readonly id: string;
  readonly extends: readonly string[];
  readonly aggregates: readonly string[];
  readonly modules: readonly SharedModuleDeclaration[] | undefined;
}

/** A named group of home modules; `modules` is undefined when the layout's file is meant. */
export interface Aggregate {
  readonly id: string;
  readonly modules: readonly SharedModuleDeclaration[] | undefined;
}

/** A capability of hosts; `modules` is undefined when the layout's file is meant. */
export interface Feature {
  readonly id: string;
  readonly groups: readonly string[];
  readonly modules: readonly SharedModuleDeclaration[] | undefined;
}

/** The candidates for every place of a layout, the preferred one first. */
export type Layout = {
  readonly [K in Exclude<keyof LayoutPlaces, "preset">]-?: readonly ModuleDeclaration[];
};

/** What holds unless something says otherwise; undefined where nothing was declared. */
export interface Defaults {
  readonly shell: string | undefined;
  readonly homeName: string | undefined;
  readonly adminHomeMode: HomeMode | undefined;
  readonly nonAdminHomeMode: HomeMode | undefined;
  readonly homeProfile: string | undefined;
  readonly nonAdminProfile: string | undefined;
  readonly aggregates: readonly string[];
  readonly stateVersion: string | undefined;
  readonly uid: "machine" | undefined;
  readonly uidRange: Readonly<Record<"nixos" | "darwin", readonly [number, number]>>;
}

/** How strict the checks are. */
export interface Policy {
  readonly rootEquivalentGroups: "warning" | "error";
  readonly acceptedGroups: ReadonlyMap<string, readonly string[]>;
  /** In the order of the declaration. */
  readonly accept: readonly Acceptance[];
  /** In the order of the declaration. */
  readonly sharedUids: readonly SharedUidDeclaration[];
  /** In days. */
  readonly warnDaysBefore: number;
}
