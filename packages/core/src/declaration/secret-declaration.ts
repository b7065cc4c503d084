import type { Platform } from "./declaration.ts";

/**
 * A public key that files can be encrypted to: a recipient as sops takes it, such as `age1…`, or a
 * public SSH key, which stands for the `age1…` that ssh-to-age makes of it.
 */
export type AgeKeyDeclaration = string | { readonly ssh: string };

/** Public keys, in a list, or each under a name by which rules can mean it alone (`user:ada/yubikey`). */
export type AgeKeysDeclaration =
  | readonly AgeKeyDeclaration[]
  | { readonly [name: string]: AgeKeyDeclaration };

/** A key that belongs to no user and no host: CI, or a recovery key that is kept offline. */
export interface OperatorDeclaration {
  /** Public keys; a file is encrypted to all of them. In a list, or by name: `{ runner: "age1…", backup: "age1…" }`. */
  readonly ageKeys: AgeKeysDeclaration;
}

/** Who may decrypt which secret files. */
export interface SecretsDeclaration<R extends string = string> {
  /** The rules, in any order: of two about the same file, the more particular one counts. Default: none. */
  readonly files?: readonly SecretFileDeclaration<R>[] | undefined;
  /**
   * Reader groups: readers under a name, who are meant by `readers:NAME` in rules and in other groups. Default: none.
   */
  readonly readers?: Readonly<Record<string, readonly R[]>> | undefined;
  /**
   * Paths of encrypted files that another tool owns, such as `sops/**` and `vars/**` of clan: they need
   * no rule, and fleet neither opens nor changes them. `*` and `**` as in rules. Default: none.
   */
  readonly ignore?: readonly string[] | undefined;
  /**
   * The folder, from the root, in which clan keeps its `sops` and `vars`: `"."` for the root itself. Who may
   * decrypt the secrets in them is then read there, and compared with the files; clan alone changes them.
   * Default: they are not read, and each needs a rule, or `ignore`.
   */
  readonly clanFolder?: string | undefined;
  /**
   * Whether `secrets/shared`, `secrets/hosts/<host>` and `secrets/users/<user>` have readers without
   * being declared. Default: true.
   */
  readonly defaultRules?: boolean | undefined;
  /** Where a host's secrets come from that name no file. Default: `secrets/hosts/{host}.yaml`. */
  readonly hostFile?: string | undefined;
  /** Where a user's secrets come from that name no file. Default: `secrets/users/{user}.yaml`. */
  readonly userFile?: string | undefined;
}

/** Who may decrypt the files of a path. */
export interface SecretFileDeclaration<R extends string = string> {
  /**
   * A path from the root. `*` stands for a part of a name, `**` for any folders; `{user}` and `{host}`
   * make the rule stand for one rule each.
   */
  readonly path: string;
  /** Who may read: `user:keith`, `user:keith/yubikey` with that key alone, `host:mini`, `operator:ci`, `admins@mini`, `tag:server`, `readers:backend` and so on. */
  readonly readers?: readonly R[] | undefined;
  /** Instead of `readers`: key groups of which `threshold` are needed together (Shamir's secret sharing). */
  readonly groups?: readonly (readonly R[])[] | undefined;
  /** How many of the `groups` are needed. */
  readonly threshold?: number | undefined;
  /** Which operators read it too. Default: true, all; with `groups`, none. */
  readonly operators?: boolean | readonly string[] | undefined;
  /** Whose private keys the files hold, as `user:ID`, `host:ID` or `operator:ID`. Default: nobody's. */
  readonly holdsKeyOf?: readonly string[] | undefined;
  /** Which values sops encrypts. Default: all whose key does not end in `_unencrypted`. */
  readonly cryptRule?: CryptRuleDeclaration | undefined;
}

/** Which values of a file sops encrypts, by the name that sops has for it. */
export interface CryptRuleDeclaration {
  readonly field:
    | "unencrypted_suffix"
    | "encrypted_suffix"
    | "unencrypted_regex"
    | "encrypted_regex"
    | "unencrypted_comment_regex"
    | "encrypted_comment_regex";
  readonly value: string;
}

/** A secret of a home: decrypted for the user who has it. */
export interface UserSecretDeclaration {
  /** The secret file, from the root. Default: `secrets.userFile`. */
  readonly file?: string | undefined;
  /** The key in the file, nested ones joined by `/`; empty for the whole file. Default: the secret's name. */
  readonly key?: string | undefined;
  /** The permissions of the decrypted file, in octal digits. Default: `0400`. */
  readonly mode?: string | undefined;
  /** Where the decrypted file goes: an absolute path, or one below `%r`, the user's runtime folder. Default: sops-nix decides. */
  readonly path?: string | undefined;
}

/** A secret of a system. */
export interface HostSecretDeclaration {
  /** The secret file, from the root. Default: `secrets.hostFile`. */
  readonly file?: string | undefined;
  /** The key in the file, nested ones joined by `/`; empty for the whole file. Default: the secret's name. */
  readonly key?: string | undefined;
  /** The permissions of the decrypted file, in octal digits. Default: `0400`. */
  readonly mode?: string | undefined;
  /** Where the decrypted file goes: an absolute path. Default: sops-nix decides. */
  readonly path?: string | undefined;
  /** The user that the decrypted file belongs to. Default: root. */
  readonly owner?: string | undefined;
  /** The group that it belongs to. Default: that of the owner. */
  readonly group?: string | undefined;
  /** Whether it is there before users are, as password hashes have to be; NixOS only. Default: false. */
  readonly neededForUsers?: boolean | undefined;
  /** The units to restart when it changes, by their whole names; NixOS only. Default: none. */
  readonly restartUnits?: readonly string[] | undefined;
  /** The units to reload when it changes, by their whole names; NixOS only. Default: none. */
  readonly reloadUnits?: readonly string[] | undefined;
}

/** The reader expressions of a fleet: any text where the names of users and hosts are not known. */
export type ReaderExpressionText<U extends string, H extends string> = string extends U | H
  ? string
  : Reader<U, H>;

/** The reader expressions of a fleet whose users and hosts are known: a type of its own, so that a message names it. */
type Reader<U extends string, H extends string> =
  | "users"
  | "admins"
  | "hosts"
  | "operators"
  | `user:${U | "{user}"}`
  | `user:${U | "{user}"}/${string}`
  | `host:${H | "{host}"}`
  | `users@${H | "{host}"}`
  | `admins@${H | "{host}"}`
  | `hosts@${U | "{user}"}`
  | `hosts@${U | "{user}"}:admin`
  | `operator:${string}`
  | `tag:${string}`
  | `platform:${Platform}`
  | `readers:${string}`
  | `age1${string}`
  | `ssh-${string}`
  | `${"pgp" | "kms" | "gcp_kms" | "hckms" | "azure_keyvault" | "hc_vault"}:${string}`;
