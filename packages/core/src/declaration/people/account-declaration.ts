/** What a placement takes from an account, or gives in place of what its user has, on that host alone. */
export interface LessDeclaration {
  /**
   * Groups that the account does not get on this host, whoever would give them: a feature, a group's members,
   * the user's `extraGroups`. Not `wheel`: that goes with `isAdmin: false`. Default: none.
   */
  readonly withoutGroups?: readonly string[] | undefined;
  /** Public keys that may log in on this host, instead of the user's; `[]` for none here. Default: the user's. */
  readonly sshKeys?: readonly PlacedSshKeyDeclaration[] | undefined;
  /**
   * Whether nobody logs in to the account on this host: no key, password, shell, home, group, service, right of an
   * admin or trust of Nix, and no secret by way of this host. Its uid and its files stay. On a Mac, macOS keeps the
   * password. Default: the user's, or false.
   */
  readonly isDisabled?: boolean | undefined;
}

/** A public SSH key for one host: the line itself, a file from the root with one key a line, or an environment variable. */
export type PlacedSshKeyDeclaration = string | { readonly file: string } | { readonly env: string };

/** For how long an account is somebody's. */
export interface TermDeclaration {
  /**
   * The last day on which one can log in, such as `2027-06-30`; from the day after, by UTC, NixOS refuses, and sshd
   * refuses their keys as root's (`root`) and, where the user says it, as those of service accounts. `fleet check`
   * warns `policy.warnDaysBefore` days before, and fails afterwards. Only NixOS ends accounts: a user's does not count
   * for those elsewhere. Default: without an end.
   */
  readonly expires?: string | undefined;
}

/** What NixOS alone has for an account. */
export interface NixosAccountDeclaration {
  /**
   * The primary group, to which new files belong: its name, or `"private"` for one of the account's own, which is
   * made with it, called as its login, its gid the uid. Only on NixOS: of a user it counts on NixOS hosts alone.
   * Default: NixOS's, which is `users`.
   */
  readonly primaryGroup?: string | undefined;
  /**
   * Whether programs of the account run from the start of the host on, and after it has logged out (`loginctl
   * enable-linger`). Only on NixOS: of a user it counts on NixOS hosts alone. Default: nothing is said of it.
   */
  readonly linger?: boolean | undefined;
  /**
   * The subordinate uids, and gids alike, that programs of the account may use in containers: a range, `"none"`, or
   * `"auto"` for one that NixOS gives out on each host. Only on NixOS: of a user it counts on NixOS hosts alone.
   * Default: NixOS's, which is as `"auto"`.
   */
  readonly subordinateIds?: SubordinateIdsDeclaration | undefined;
}

/** Subordinate ids: those from `start` on, 65536 unless `count` says how many; or in a word. */
export type SubordinateIdsDeclaration =
  | "auto"
  | "none"
  | { readonly start: number; readonly count?: number | undefined };
