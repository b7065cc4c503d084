import type { HostSelector } from "../../selection/host-selector.ts";
import type { PasswordDeclaration } from "../people/password-declaration.ts";
import type { SshKeySource } from "../people/ssh-key-declaration.ts";

/** How one becomes root on some hosts, beside what being admin is good for. */
export interface RootDeclaration<U extends string = string, H extends string = string> {
  /** The hosts on which it is so: ids, `tag:server` or `platform:darwin`. Default: all NixOS hosts, and no Mac. */
  readonly hosts?: readonly HostSelector<H>[] | undefined;
  /**
   * Who may log in as root by SSH: the keys of people, as `user:ada`, `admins` and `users` of the host itself, or
   * `admins@mini` and `users@mini` of another; or keys as a user's `sshKeys` have them. Default: nobody.
   */
  readonly sshKeys?: readonly RootKeyDeclaration<U, H>[] | undefined;
  /**
   * Whom Nix trusts beside the users that `isTrustedByNix`, which amounts to being root: login names of accounts that
   * are no user's, such as `builder`, and groups, as `@trusted`. Default: nobody.
   */
  readonly trustedByNix?: readonly string[] | undefined;
  /**
   * Whether sudo asks admins for their password. Of several entries that say so, the one counts that selects the host
   * more particularly: by its id, then by a tag, by its platform, with all others. Default: true.
   */
  readonly sudoNeedsPassword?: boolean | undefined;
  /**
   * The password of root, as that of an account; NixOS only. Whoever knows it is root. Of several entries that say so,
   * the one counts that selects the host more particularly. Default, also of null: nothing is said of it.
   */
  readonly password?: PasswordDeclaration | null | undefined;
}

/** A key that may log in as root, or whose keys may: see `parseRootKey`. */
type RootKeyDeclaration<U extends string = string, H extends string = string> =
  | RootKeyText<U, H>
  | Exclude<SshKeySource, string>;

/** Any text where the names of users and hosts are not known. */
type RootKeyText<U extends string, H extends string> = string extends U | H
  ? string
  : RootKey<U, H>;

/** The expressions of a fleet whose users and hosts are known: a type of its own, so that a message names it. */
type RootKey<U extends string, H extends string> =
  | `user:${U}`
  | `service:${string}`
  | "users"
  | "admins"
  | `users@${H}`
  | `admins@${H}`
  | `${"" | `${string} `}${"ssh-" | "ecdsa-" | "sk-"}${string}`;
