import type { HostSelector } from "../../selection/host-selector.ts";
import type { AgeKeysDeclaration } from "../secret-declaration.ts";
import type { SshKeySource } from "./ssh-key-declaration.ts";

/**
 * An account that is nobody's, on NixOS: what deploys, builds or keeps backups logs in or runs as it. It is no user
 * of the fleet, so that it is never an admin, has no home of home-manager, and is in none of the sets of readers of people.
 */
export interface ServiceAccountDeclaration<H extends string = string> {
  /** What it is for, for people who read of it. Default: nothing is said. */
  readonly purpose?: string | undefined;
  /** The account's comment field (GECOS). Default: the purpose, or none. */
  readonly description?: string | undefined;
  /** The NixOS hosts that have it: ids, `tag:TAG`, or `platform:nixos`. */
  readonly hosts: readonly HostSelector<H>[];
  /** The login name. Default: the account's id. */
  readonly username?: string | undefined;
  /** The numeric user id, from 1 to 999. Default: NixOS chooses one, on each host by itself. */
  readonly uid?: number | undefined;
  /** Its primary group. Default: one of its own, called as its login. */
  readonly group?: string | undefined;
  /** Groups beside that. Default: none. */
  readonly extraGroups?: readonly string[] | undefined;
  /** The home directory. Default: none, which is `/var/empty`. */
  readonly homeDirectory?: string | undefined;
  /** Whether NixOS makes the home directory, and gives it to the account alone. Default: false. */
  readonly createHome?: boolean | undefined;
  /** The login shell, as an attribute of pkgs. Default: none, so that nobody gets a command run who logs in. */
  readonly shell?: string | undefined;
  /** Public keys that may log in to it. Default: none. */
  readonly sshKeys?: readonly SshKeySource[] | undefined;
  /** Public keys that secret files are encrypted to for it, as the reader `service:ID`. Default: none. */
  readonly ageKeys?: AgeKeysDeclaration | undefined;
}
