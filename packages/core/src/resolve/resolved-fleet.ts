import type { Path } from "@fleet/diagnostics";
import type {
  FormFactor,
  HardwareDeclaration,
  Platform,
  System,
} from "../declaration/declaration.ts";
import type { DeployDeclaration } from "../declaration/deploy-declaration.ts";
import type { Fleet } from "../parse/fleet.ts";
import type { UidLedger } from "../uids/uid-ledger.ts";
import type { ModuleReference } from "./module-finder.ts";
import type { CodeServer } from "./services.ts";

/**
 * What decided a value: the placement, the user, the host, a feature of the host, a group that names
 * its members, the fleet's `defaults`, being admin, the ledger of uids, or nothing in the declaration
 * (`built-in`).
 */
export type Origin =
  | "placement"
  | "user"
  | "host"
  | "feature"
  | "group"
  | "defaults"
  | "admin"
  | "ledger"
  | "built-in";

/** A value and what decided it. */
export interface Decided<T> {
  readonly value: T;
  readonly origin: Origin;
}

/** The fleet with every default filled in. */
export interface ResolvedFleet {
  /** By host id, in order. */
  readonly hosts: ReadonlyMap<string, ResolvedHost>;
  /** The uids that are given out, as they have to be kept from now on. */
  readonly ledger: UidLedger;
}

/** A host with everybody who has an account on it. */
export interface ResolvedHost {
  readonly id: string;
  readonly hostname: string;
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
  /** The login names of the admins, in order. Root is not among them; Nix trusts it anyway. */
  readonly trustedUsers: readonly string[];
  /** By user id, in order. */
  readonly accounts: ReadonlyMap<string, Account>;
}

/** A declared group on one host. */
export interface ResolvedGroup {
  readonly gid: number | undefined;
  /** Login names, in order. */
  readonly members: readonly string[];
}

/** A user on one host. Hosts on which nothing about it differs may share the object. */
export interface Account {
  /** The user's id. */
  readonly user: string;
  readonly fullName: string;
  readonly email: string | undefined;
  readonly description: string;
  readonly username: Decided<string>;
  /** Undefined when the system chooses: never on NixOS; on a Mac only for its primary user and admins. */
  readonly uid: Decided<number> | undefined;
  readonly homeDirectory: Decided<string>;
  readonly shell: Decided<string>;
  readonly isAdmin: Decided<boolean>;
  /** In order, each once. Empty but on NixOS: elsewhere groups are not fleet's to set. */
  readonly groups: readonly Decided<string>[];
  readonly sshKeys: readonly ResolvedSshKey[];
  /** Undefined where none runs. */
  readonly codeServer: Decided<CodeServer> | undefined;
}

/** A public key's line, or the environment variable that Nix takes it from. */
export type ResolvedSshKey = string | { readonly env: string };

/**
 * The place in the declaration that decided a value of an account, such as
 * `users.keith.shell`; undefined when nothing in the declaration did. For a membership that a
 * declared group gives, `key` is the name of the group.
 */
export function originPath(
  fleet: Fleet,
  { host, account, key, origin }: { host: string; account: Account; key: string; origin: Origin },
): Path | undefined {
  const placement = fleet.hosts.get(host)?.placements.get(account.user);
  if (placement === undefined) throw new Error("bug: an account without a placement");
  switch (origin) {
    case "placement":
      return [...placement.path, key];
    case "user":
      return ["users", account.user, key];
    case "host":
      return ["hosts", host, key];
    case "feature":
      return ["hosts", host, "features"];
    case "group":
      return ["groups", key, "members"];
    case "defaults":
      return ["defaults", key];
    case "admin":
      return placement.own.isAdmin === undefined
        ? ["users", account.user, "isAdmin"]
        : [...placement.path, "isAdmin"];
    case "ledger":
    case "built-in":
      return undefined;
    default:
      return origin satisfies never;
  }
}
