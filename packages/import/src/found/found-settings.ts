import type { FoundFile } from "./found-fleet.ts";

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
