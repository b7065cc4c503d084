/**
 * The password of an account on NixOS: a secret that holds its hash, the hash itself, which everybody can read who
 * reads the flake or the store, or `"locked"` where on purpose there is none.
 */
export type PasswordDeclaration = "locked" | PasswordSecretDeclaration | PasswordHashDeclaration;

/**
 * A secret that holds the hash of a password, as `mkpasswd` prints it: as if each host with the account declared it
 * in its `secrets` with `neededForUsers`. One of that name that a host does declare is meant.
 */
export interface PasswordSecretDeclaration {
  /** The name of the secret. */
  readonly secret: string;
  /** The secret file, from the root. Default: `secrets.hostFile`. */
  readonly file?: string | undefined;
  /** The key in the file, nested ones joined by `/`; empty for the whole of a binary file. Default: the secret's name. */
  readonly key?: string | undefined;
}

/** The hash of a password for everybody to read. */
export interface PasswordHashDeclaration {
  /** The line that `mkpasswd` prints, such as `$y$j9T$…` (crypt(5)). */
  readonly hash: string;
}
