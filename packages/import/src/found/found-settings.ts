import type { FoundFile } from "./found-file.ts";

/** An option that lets somebody in, or makes somebody root, beside what accounts say; never the text of a rule. */
export interface FoundRootWay {
  readonly kind: RootWayKind;
  /** `security.sudo.extraRules`. */
  readonly option: string;
  /** Whom it names, as far as that is known: logins, and groups as `@wheel`. */
  readonly names: readonly string[];
  /** The files that set it. */
  readonly definedIn: readonly FoundFile[];
}

/**
 * What an option does: rules of sudo, doas or polkit; text of theirs that nobody reads; whom Nix trusts; keys that no
 * account declares; a login as root that asks nothing; another account with the uid of root.
 */
export type RootWayKind = "rule" | "unread" | "trusted" | "keys" | "login" | "uid";

/** What a system says for which a declaration has no word. */
export interface FoundSetting {
  /** Of an account the option in it, such as `homeMode`; else the whole, such as `nix.settings.allowed-users`. */
  readonly option: string;
  /** Whose account it is about; null where it is about none. */
  readonly login: string | null;
  /** In words. */
  readonly value: string;
  readonly definedIn: readonly FoundFile[];
}

/** What agenix decrypts for a system. */
export interface FoundAgeSecret {
  readonly name: string;
  /** From the folder of the flake; absolute where it lies outside of it. */
  readonly file: string;
  readonly mode: string | null;
  /** A login or a number, and so is the group. */
  readonly owner: string | null;
  readonly group: string | null;
  readonly path: string | null;
}
