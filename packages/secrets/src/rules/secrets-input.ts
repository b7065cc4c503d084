import type { Path } from "@fleet/diagnostics";
import type { CryptRule } from "../files/crypt-rule.ts";

/** What must be known of a fleet to compute who can decrypt what. */
export interface SecretsInput {
  /** The people, by id. */
  readonly users: ReadonlyMap<string, SecretsUser>;
  /** The machines, by id. */
  readonly hosts: ReadonlyMap<string, SecretsHost>;
  /** The keys that belong to no user and no host, by id. */
  readonly operators: ReadonlyMap<string, SecretsOperator>;
  /** The declared rules, in any order. */
  readonly rules: readonly SecretRule[];
  /** Whether the rules of `defaultSecretRules` hold for the paths that no declared rule is about. */
  readonly useDefaultRules: boolean;
}

/** A person's part. */
export interface SecretsUser {
  /** Default: none, so that nothing can be encrypted to the person. */
  readonly ageKeys: readonly AgeKey[];
}

/** A machine's part. */
export interface SecretsHost {
  /** The line of `/etc/ssh/ssh_host_ed25519_key.pub`; its `age1…` is the host's recipient. */
  readonly sshHostKey: string | undefined;
  /** The recipient of a key of the machine's own. It counts before that of the SSH host key. */
  readonly ageKey: string | undefined;
  readonly tags: readonly string[];
  /** Who has an account there, by user id. */
  readonly accounts: ReadonlyMap<string, { readonly isAdmin: boolean }>;
}

/** A key that belongs to no user and no host: CI, an offline recovery key. */
export interface SecretsOperator {
  readonly keys: readonly AgeKey[];
}

/** A recipient as sops takes it, or a public SSH key that stands for the `age1…` it turns into. */
export type AgeKey = string | { readonly ssh: string };

/** Who may decrypt the files of a path. */
export interface SecretRule {
  /**
   * A path relative to the fleet's root. `*` stands for a part of a name, `**` for any folders;
   * `{user}` and `{host}` make the rule stand for one rule each (together: for each account).
   */
  readonly path: string;
  /** Reader expressions, such as `user:keith` or `admins@{host}`. Either these or `groups`. */
  readonly readers?: readonly string[] | undefined;
  /**
   * Reader expressions of several key groups, of which `threshold` are needed together to decrypt
   * (Shamir's secret sharing).
   */
  readonly groups?: readonly (readonly string[])[] | undefined;
  /** How many of the `groups` are needed. */
  readonly threshold?: number | undefined;
  /** Which operators read it too. Default: true, all; with `groups`, none. */
  readonly operators?: boolean | readonly string[] | undefined;
  /** Whose private keys the files hold, as `user:ID`, `host:ID` or `operator:ID`. Default: nobody's. */
  readonly holdsKeyOf?: readonly string[] | undefined;
  /** Which values sops encrypts. Default: all whose key does not end in `_unencrypted`. */
  readonly cryptRule?: CryptRule | undefined;
  /** Where it is declared; undefined for a default rule. */
  readonly origin?: Path | undefined;
}
