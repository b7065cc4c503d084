/** Who could decrypt what, as a source of keys says it: `.sops.yaml`, clan's folders, a `secrets.nix` of agenix. */
export interface FoundKeys {
  /** Whose the keys are, as far as the source names them, in order. */
  readonly owners: readonly FoundOwner[];
}

/** A name for keys: an anchor of `.sops.yaml`, a machine or user of clan, a name of `secrets.nix`. */
export interface FoundOwner {
  /** As the source has it, such as `admin-user`, `host_prime`, `tewi_osh`; "" where it calls the keys by no name. */
  readonly name: string;
  /** Recipients as sops takes them, or public SSH keys that the source uses as such; each once. */
  readonly recipients: readonly string[];
  /** What the source says that it is; null where it does not. */
  readonly kind: "user" | "host" | "operator" | null;
  /** Why it is taken for that, as half a sentence: "it stands under the comment 'Hosts'". */
  readonly because: string | null;
  /** What stands beside it in a comment, without the mark; "" for nothing. */
  readonly comment: string;
  /** The file, and the line from 1; null where there is none. */
  readonly file: string;
  readonly line: number | null;
  /** Whether the name stands nowhere beside the keys, and was worked out from what they open. Default: no. */
  readonly isGuess?: boolean;
}

/** An owner who has been recognised. */
export interface AssignedOwner {
  readonly kind: "user" | "host" | "operator" | "service";
  /** The login, or name of the host, as it was found elsewhere; a name of one's own where it was found nowhere. */
  readonly name: string;
  /** Whether the login or host was found elsewhere, too. */
  readonly isKnown: boolean;
  /** Whether it is said to be a host, and no such host was found. Default: no. */
  readonly isOfUnknownHost?: boolean;
  readonly keys: readonly AssignedKey[];
}

/** A key of somebody. */
export interface AssignedKey {
  readonly recipient: string;
  /** What the key is called, where its owner has several: `yubikey`. */
  readonly keyName: string | null;
  /** Why it is taken for theirs, as half a sentence. */
  readonly because: string;
  /** Whether that is a guess, which is to be said where it is declared. */
  readonly isGuess: boolean;
  readonly file: string;
  readonly line: number | null;
}
